package peer;

/** A fact: the fields of an event in their order, whatever their names. */
public final class Event {
    private final long[] row;

    public Event(long[] row) { this.row = row; }

    public long getV0() { return row[0]; }
    public long getV1() { return row[1]; }
    public long getV2() { return row[2]; }
    public long getV3() { return row[3]; }
    public long getV4() { return row[4]; }
    public long getV5() { return row[5]; }
    public long getV6() { return row[6]; }
    public long getV7() { return row[7]; }
}
