package peer;

/** Where the rules that fire leave their indices. */
public final class Fired {
    public int rule;

    public void set(int index) { rule = index; }

    /** One of several: adds what harness.hpp calls `mixed`. */
    public void add(int index) {
        int made = (index + 1) * 0x9E3779B1;
        made = (made ^ (made >>> 15)) * 0x85EBCA6B;
        rule += made ^ (made >>> 13);
    }
}
