package peer;

/** Where the rule that fires leaves its index. */
public final class Fired {
    public int rule;

    public void set(int index) { rule = index; }
}
