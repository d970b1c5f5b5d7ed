using System.IO.Compression;

namespace RagCluster.Grounding.Verifying.Lexicon;

/// <summary>
/// Where words lie by the texts that they are used in, so that words of one subject are near each other. The data come out of the
/// built-in English embedding (tools/make-word-vectors.py). They are read when the first sentence is checked.
/// </summary>
internal sealed class WordVectors
{
    private const string Resource = "word-vectors.bin.gz";

    private static readonly Lazy<WordVectors> Loaded = new(() => new WordVectors(new DataCursor(Data())));

    private readonly Dictionary<int, int> _places = [];
    private readonly sbyte[] _numbers;

    private WordVectors(DataCursor data)
    {
        Dimensions = data.Number();
        int count = data.Number();
        _numbers = new sbyte[count * Dimensions];
        for (int i = 0; i < count; i++)
        {
            if (EnglishWords.Instance.Find(data.Text()) is { } word)
                _places[word] = i;
            for (int j = 0; j < Dimensions; j++)
                _numbers[(i * Dimensions) + j] = (sbyte)data.Bytes(1)[0];
        }
    }

    /// <summary>The words, read once.</summary>
    internal static WordVectors Instance => Loaded.Value;

    /// <summary>How many numbers a vector has.</summary>
    internal int Dimensions { get; }

    /// <summary>The vector, of length 1, of the first of these words that has one, or null.</summary>
    /// <param name="words">The numbers of words in the lexicon.</param>
    internal float[]? Of(ReadOnlySpan<int> words)
    {
        foreach (int word in words)
        {
            if (!_places.TryGetValue(word, out int place))
                continue;
            float[] vector = new float[Dimensions];
            for (int i = 0; i < Dimensions; i++)
                vector[i] = _numbers[(place * Dimensions) + i];
            float length = MathF.Sqrt(vector.Sum(number => number * number));
            return Array.ConvertAll(vector, number => number / length);
        }

        return null;
    }

    private static byte[] Data()
    {
        using Stream file =
            typeof(WordVectors).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly does not hold its resource {Resource}.");
        using GZipStream unpacked = new(file, CompressionMode.Decompress);
        using MemoryStream data = new();
        unpacked.CopyTo(data);
        return data.ToArray();
    }
}
