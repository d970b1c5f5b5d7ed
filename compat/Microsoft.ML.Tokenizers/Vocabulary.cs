namespace Microsoft.ML.Tokenizers;

/// <summary>The tokens of a vocabulary file, one a line; the line number is the id.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<int, string> _tokens = [];

    private Vocabulary() => _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();

    public static Vocabulary Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Vocabulary vocabulary = new();
        using StreamReader reader = new(stream, leaveOpen: true);
        int id = 0;
        while (reader.ReadLine() is { } line)
            vocabulary.Add(line, id++);

        return vocabulary;
    }

    public static async Task<Vocabulary> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Vocabulary vocabulary = new();
        using StreamReader reader = new(stream, leaveOpen: true);
        int id = 0;
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            vocabulary.Add(line, id++);

        return vocabulary;
    }

    public bool TryGetId(ReadOnlySpan<char> token, out int id) => _lookup.TryGetValue(token, out id);

    public string? Token(int id) => _tokens.GetValueOrDefault(id);

    public int RequiredId(string token) =>
        _ids.TryGetValue(token, out int id) ? id : throw new ArgumentException($"The special token '{token}' is not in the vocabulary.");

    /// <summary>Adds another spelling of a token.</summary>
    public void Alias(string spelling, int id) => _ids[spelling] = id;

    private void Add(string line, int id)
    {
        if (line.Length == 0)
            return;

        _ids.Add(line, id);
        _tokens.Add(id, line);
    }
}
