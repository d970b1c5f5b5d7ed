namespace RagCluster.Storage.Sqlite.Rebuilding;

/// <summary>SQLite's numbers of one to nine bytes, the highest bits first.</summary>
internal static class VariableNumber
{
    private const int BytesMax = 9;

    /// <summary>Reads one and goes on behind it.</summary>
    /// <returns>Whether it ends within the bytes.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, ref int at, out long value)
    {
        value = 0;
        for (int i = 1; i <= BytesMax && at < bytes.Length; i++)
        {
            byte next = bytes[at++];
            if (i == BytesMax)
            {
                value = (value << 8) | next;
                return true;
            }

            value = (value << 7) | (uint)(next & 0x7f);
            if (next < 0x80)
                return true;
        }

        return false;
    }
}
