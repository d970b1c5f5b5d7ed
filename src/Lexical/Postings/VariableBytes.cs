namespace RagCluster.Lexical.Postings;

/// <summary>Integers of 1 to 5 bytes, low 7 bits first. Source: D. Cutting and J. Pedersen, "Optimizations for dynamic inverted index maintenance", SIGIR 1990.</summary>
internal static class VariableBytes
{
    private const int Continues = 0x80;

    internal static void Write(Stream stream, int value)
    {
        uint rest = (uint)value;
        while (rest >= Continues)
        {
            stream.WriteByte((byte)(rest | Continues));
            rest >>= 7;
        }

        stream.WriteByte((byte)rest);
    }

    internal static int Read(ReadOnlySpan<byte> bytes, ref int position)
    {
        uint value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[position++];
            value |= (uint)(next & ~Continues) << shift;
            if (next < Continues)
                return (int)value;
        }
    }
}
