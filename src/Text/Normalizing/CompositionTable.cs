using System.Globalization;

namespace RagCluster.Text.Normalizing;

/// <summary>The embedded Unicode data of <see cref="CanonicalComposition"/>.</summary>
internal sealed class CompositionTable
{
    private const string Resource = "RagCluster.Text.Normalizing.CanonicalComposition.txt";

    private readonly Dictionary<int, (int First, int Second)> _decompositions = [];
    private readonly Dictionary<(int First, int Second), int> _compositions = [];
    private readonly Dictionary<int, byte> _classes = [];
    private readonly HashSet<int> _suspects = [];

    private CompositionTable() { }

    internal static CompositionTable Load()
    {
        CompositionTable table = new();
        using Stream stream =
            typeof(CompositionTable).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}.");
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
            table.Add(line);
        return table;
    }

    /// <summary>Whether the code point may change, or change the one before it, in form C.</summary>
    internal bool IsSuspect(int code) => _suspects.Contains(code);

    internal int CombiningClass(int code) => _classes.GetValueOrDefault(code);

    internal bool TryDecompose(int code, out int first, out int second)
    {
        bool found = _decompositions.TryGetValue(code, out (int First, int Second) pair);
        (first, second) = pair;
        return found;
    }

    /// <summary>The composite of two code points, or 0.</summary>
    internal int Compose(int first, int second) => _compositions.GetValueOrDefault((first, second));

    private void Add(string line)
    {
        string[] fields = line.Split(' ');
        switch (line[0])
        {
            case '@':
                AddClass(byte.Parse(fields[0].AsSpan(1), CultureInfo.InvariantCulture), fields[1..]);
                break;
            case '=' or '>':
                AddDecomposition(line[0] == '=', Hex(fields[0].AsSpan(1)), Hex(fields[1]), fields.Length > 2 ? Hex(fields[2]) : 0);
                break;
        }
    }

    private void AddDecomposition(bool isComposed, int code, int first, int second)
    {
        _decompositions[code] = (first, second);
        if (!isComposed)
        {
            _suspects.Add(code);
            return;
        }

        _compositions[(first, second)] = code;
        _suspects.Add(second);
    }

    private void AddClass(byte combiningClass, string[] ranges)
    {
        foreach (string range in ranges)
        {
            int dash = range.IndexOf('-', StringComparison.Ordinal);
            int last = Hex(range.AsSpan(dash + 1));
            for (int code = dash < 0 ? last : Hex(range.AsSpan(0, dash)); code <= last; code++)
            {
                _classes[code] = combiningClass;
                _suspects.Add(code);
            }
        }
    }

    private static int Hex(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
