using System.IO.Compression;
using System.Text;

namespace RagCluster.Grounding.Verifying.Lexicon;

/// <summary>
/// What is known of English words: their kinds, senses, irregular forms, what links the senses, and which words a thesaurus lists for
/// them. The data come out of WordNet and Moby Thesaurus II (tools/make-lexicon.py). They are read when the first sentence is checked,
/// and lie in some 7 MB of arrays.
/// </summary>
internal sealed class EnglishWords
{
    private const string Resource = "english.bin.gz";
    private const int Kinds = 4;
    private const int LengthMax = 64;

    private static readonly Lazy<EnglishWords> Loaded = new(() => new EnglishWords(new DataCursor(Data())));

    private readonly byte[] _letters;
    private readonly int[] _ends;
    private readonly byte[] _weights;
    private readonly NumberLists _senses;
    private readonly NumberLists _near;
    private readonly NumberLists _above;
    private readonly NumberLists _opposite;
    private readonly Dictionary<(string Form, WordKind Kind), int> _irregular = [];
    private readonly Dictionary<int, byte[]> _thesaurus = [];

    private EnglishWords(DataCursor data)
    {
        int senses = data.Number();
        int[][][] links = [new int[senses][], new int[senses][], new int[senses][]];
        for (int i = 0; i < senses; i++)
        {
            foreach (int[][] lists in links)
                lists[i] = data.List(origin: i);
        }

        (_near, _above, _opposite) = (new NumberLists(links[0]), new NumberLists(links[1]), new NumberLists(links[2]));
        _ends = new int[data.Number()];
        _weights = new byte[_ends.Length * Kinds];
        (_letters, _senses) = ReadWords(data);
        for (int left = data.Number(); left > 0; left--)
            _irregular[(data.Text(), (WordKind)data.Number())] = data.Number();
        for (int left = data.Number(); left > 0; left--)
            _thesaurus[data.Number()] = data.Bytes(data.Number()).ToArray();
    }

    /// <summary>The words, read once.</summary>
    internal static EnglishWords Instance => Loaded.Value;

    /// <summary>The number of a word as the lexicon spells it, or null.</summary>
    internal int? Find(ReadOnlySpan<char> word)
    {
        int low = 0;
        int high = _ends.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = Compare(Letters(middle), word);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    /// <summary>The words that begin with a letter, in their order.</summary>
    internal IEnumerable<string> BeginningWith(char letter)
    {
        int word = 0;
        for (int high = _ends.Length; word < high; )
        {
            int middle = (word + high) / 2;
            (word, high) = Compare(Letters(middle), [letter]) < 0 ? (middle + 1, high) : (word, middle);
        }

        for (; word < _ends.Length && Letters(word)[0] == letter; word++)
            yield return Encoding.ASCII.GetString(Letters(word));
    }

    /// <summary>The base of an irregular form ("broke": "break"), or null.</summary>
    internal int? Irregular(string form, WordKind kind) => _irregular.TryGetValue((form, kind), out int word) ? word : null;

    /// <summary>
    /// How common a word is as one kind: 0 when it is none of that kind, 1 when it was never tagged so, up to 255 with the logarithm of
    /// the count.
    /// </summary>
    internal int Weight(int word, WordKind kind) => _weights[(word * Kinds) + (int)kind];

    /// <summary>The senses of a word, of all kinds.</summary>
    internal ReadOnlySpan<int> Senses(int word) => _senses[word];

    /// <summary>The senses that a derivation, a similarity or a shared cluster links to a sense.</summary>
    internal ReadOnlySpan<int> Near(int sense) => _near[sense];

    /// <summary>What a sense is a kind of, and what a verb entails.</summary>
    internal ReadOnlySpan<int> Above(int sense) => _above[sense];

    /// <summary>The opposites of a sense.</summary>
    internal ReadOnlySpan<int> Opposite(int sense) => _opposite[sense];

    /// <summary>The words that the thesaurus lists under a word, ascending.</summary>
    internal int[] Listed(int word)
    {
        if (!_thesaurus.TryGetValue(word, out byte[]? coded))
            return [];
        DataCursor data = new(coded);
        List<int> listed = [];
        for (int last = 0; data.At < coded.Length; )
            listed.Add(last += data.Number());
        return [.. listed];
    }

    private (byte[] Letters, NumberLists Senses) ReadWords(DataCursor data)
    {
        List<int[]> senses = new(_ends.Length);
        using MemoryStream letters = new();
        Span<byte> word = stackalloc byte[LengthMax];
        for (int i = 0; i < _ends.Length; i++)
        {
            int shared = data.Number();
            int rest = data.Number();
            data.Bytes(rest).CopyTo(word[shared..]);
            letters.Write(word[..(shared + rest)]);
            _ends[i] = (int)letters.Length;
            data.Bytes(Kinds).CopyTo(_weights.AsSpan(i * Kinds));
            senses.Add(data.List(origin: null));
        }

        return (letters.ToArray(), new NumberLists(senses));
    }

    private static int Compare(ReadOnlySpan<byte> letters, ReadOnlySpan<char> word)
    {
        for (int i = 0; i < Math.Min(letters.Length, word.Length); i++)
        {
            if (letters[i] != word[i])
                return letters[i] - word[i];
        }

        return letters.Length - word.Length;
    }

    private ReadOnlySpan<byte> Letters(int word)
    {
        int start = word == 0 ? 0 : _ends[word - 1];
        return _letters.AsSpan(start, _ends[word] - start);
    }

    private static byte[] Data()
    {
        using Stream file =
            typeof(EnglishWords).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly does not hold its resource {Resource}.");
        using GZipStream unpacked = new(file, CompressionMode.Decompress);
        using MemoryStream data = new();
        unpacked.CopyTo(data);
        return data.ToArray();
    }
}
