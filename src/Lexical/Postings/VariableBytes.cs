using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.Postings;

/// <summary>Reads the integers that <see cref="ByteSink.WriteVariable"/> writes.</summary>
internal static class VariableBytes
{
    private const int Continues = 0x80;
    private const int ShiftMax = 28;

    internal static uint Read(ReadOnlySpan<byte> bytes, ref int position)
    {
        uint value = 0;
        for (int shift = 0; shift <= ShiftMax; shift += 7)
        {
            if ((uint)position >= (uint)bytes.Length)
                throw CheckedBytes.Damaged("an integer is cut off");
            byte next = bytes[position++];
            value |= (uint)(next & ~Continues) << shift;
            if (next < Continues)
                return value;
        }

        throw CheckedBytes.Damaged("an integer has more than 5 bytes");
    }
}
