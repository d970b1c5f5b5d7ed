using System.Text;

namespace RagCluster.Grounding.Verifying.Lexicon;

/// <summary>
/// Reads the lexicon's file: LEB128 numbers, zigzag differences and bytes, in the order in which tools/make-lexicon.py writes them.
/// </summary>
/// <param name="data">The whole file, decompressed.</param>
internal sealed class DataCursor(byte[] data)
{
    private int _at;

    /// <summary>Where the next byte is read.</summary>
    internal int At => _at;

    internal int Number()
    {
        int value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = data[_at++];
            value |= (part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }

    internal ReadOnlySpan<byte> Bytes(int count)
    {
        _at += count;
        return data.AsSpan(_at - count, count);
    }

    internal string Text() => Encoding.ASCII.GetString(Bytes(Number()));

    /// <summary>
    /// A list of numbers, each as its difference from <paramref name="origin"/>, or from the one before when that is null.
    /// </summary>
    internal int[] List(int? origin)
    {
        int[] numbers = new int[Number()];
        int before = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            int zigzag = Number();
            before = (origin ?? before) + ((zigzag >> 1) ^ -(zigzag & 1));
            numbers[i] = before;
        }

        return numbers;
    }
}
