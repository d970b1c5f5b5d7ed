using System.Buffers;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>Splits a word into the longest pieces of the vocabulary, from left to right.</summary>
public class WordPieceTokenizer : Tokenizer
{
    private readonly Vocabulary _vocabulary;
    private readonly PreTokenizer? _preTokenizer;
    private readonly Normalizer? _normalizer;

    internal WordPieceTokenizer(Vocabulary vocabulary, WordPieceOptions? options)
    {
        options ??= new WordPieceOptions();
        ArgumentNullException.ThrowIfNull(options.UnknownToken);
        ArgumentNullException.ThrowIfNull(options.ContinuingSubwordPrefix);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxInputCharsPerWord);
        if (!vocabulary.TryGetId(options.UnknownToken, out int unknown))
            throw new ArgumentException($"The unknown token '{options.UnknownToken}' is not in the vocabulary.");

        _vocabulary = vocabulary;
        UnknownToken = options.UnknownToken;
        UnknownTokenId = unknown;
        ContinuingSubwordPrefix = options.ContinuingSubwordPrefix;
        MaxInputCharsPerWord = options.MaxInputCharsPerWord;
        SpecialTokens = options.SpecialTokens;
        _preTokenizer = options.PreTokenizer ?? PreTokenizer.CreateWhiteSpace(options.SpecialTokens);
        _normalizer = options.Normalizer;
    }

    public override PreTokenizer? PreTokenizer => _preTokenizer;

    public override Normalizer? Normalizer => _normalizer;

    public string UnknownToken { get; }

    public int UnknownTokenId { get; }

    public string ContinuingSubwordPrefix { get; }

    public int MaxInputCharsPerWord { get; }

    public IReadOnlyDictionary<string, int>? SpecialTokens { get; }

    public static WordPieceTokenizer Create(string vocabFilePath, WordPieceOptions? options = null)
    {
        using FileStream stream = File.OpenRead(vocabFilePath);
        return Create(stream, options);
    }

    public static WordPieceTokenizer Create(Stream vocabStream, WordPieceOptions? options = null) =>
        new(Vocabulary.Read(vocabStream), options);

    public override string Decode(IEnumerable<int> ids) => Decode(ids, skipSpecialTokens: false);

    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens)
    {
        StringBuilder text = new();
        bool first = true;
        foreach (int id in ids)
        {
            if (skipSpecialTokens && SpecialTokens is not null && SpecialTokens.Values.Contains(id))
                continue;

            if (_vocabulary.Token(id) is { } token)
            {
                bool continues = token.StartsWith(ContinuingSubwordPrefix, StringComparison.Ordinal);
                if (!continues && !first && token[0] is not ('.' or ',' or '!' or '?' or '\''))
                    text.Append(' ');

                text.Append(continues ? token.AsSpan(ContinuingSubwordPrefix.Length) : token);
            }

            first = false;
        }

        return text.ToString();
    }

    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten) =>
        throw new NotSupportedException(
            "Microsoft.ML.Tokenizers.WordPieceTokenizer.Decode(IEnumerable<int>, Span<char>, out int, out int) is not covered here."
        );

    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        List<EncodedToken> tokens = new();
        string? normalized = Prepare(text, textSpan, settings, out string prepared);
        foreach ((int offset, int length) in Pieces(prepared, settings))
            Encode(prepared.AsSpan(offset, length), offset, tokens);

        return new EncodeResults<EncodedToken>
        {
            Tokens = tokens,
            NormalizedText = normalized,
            CharsConsumed = prepared.Length,
        };
    }

    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.MaxTokenCount);
        string? normalized = Prepare(text, textSpan, settings, out string prepared);
        List<int> ids = new();
        List<EncodedToken> word = new();
        int consumed = 0;
        foreach ((int offset, int length) in Pieces(prepared, settings))
        {
            word.Clear();
            Encode(prepared.AsSpan(offset, length), offset, word);
            // A word whose pieces do not all fit is left out whole.
            if (ids.Count + word.Count > settings.MaxTokenCount)
                break;

            foreach (EncodedToken token in word)
                ids.Add(token.Id);

            consumed = offset + length;
        }

        return new EncodeResults<int>
        {
            Tokens = ids,
            NormalizedText = normalized,
            CharsConsumed = consumed,
        };
    }

    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        EncodeToIds(text, textSpan, settings).Tokens.Count;

    protected override int GetIndexByTokenCount(
        string? text,
        ReadOnlySpan<char> textSpan,
        EncodeSettings settings,
        bool fromEnd,
        out string? normalizedText,
        out int tokenCount
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.MaxTokenCount);
        normalizedText = Prepare(text, textSpan, settings, out string prepared);
        IEnumerable<(int Offset, int Length)> pieces = Pieces(prepared, settings);
        List<EncodedToken> word = new();
        tokenCount = 0;
        foreach ((int offset, int length) in fromEnd ? pieces.Reverse() : pieces)
        {
            word.Clear();
            Encode(prepared.AsSpan(offset, length), offset, word);
            if (tokenCount + word.Count > settings.MaxTokenCount)
                return fromEnd ? offset + length : offset;

            tokenCount += word.Count;
        }

        return fromEnd ? 0 : prepared.Length;
    }

    private string? Prepare(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, out string prepared)
    {
        string original = text ?? textSpan.ToString();
        bool normalizes = settings.ConsiderNormalization && _normalizer is not null && original.Length > 0;
        prepared = normalizes ? _normalizer!.Normalize(original) : original;
        return normalizes ? prepared : null;
    }

    private IEnumerable<(int Offset, int Length)> Pieces(string text, EncodeSettings settings)
    {
        if (text.Length == 0)
            return [];

        return settings.ConsiderPreTokenization && _preTokenizer is not null ? _preTokenizer.PreTokenize(text) : [(0, text.Length)];
    }

    private void Encode(ReadOnlySpan<char> word, int offset, List<EncodedToken> tokens)
    {
        int before = tokens.Count;
        int prefix = ContinuingSubwordPrefix.Length;
        char[]? rented = null;
        Span<char> buffer = prefix + word.Length <= 256 ? stackalloc char[256] : rented = ArrayPool<char>.Shared.Rent(prefix + word.Length);
        ContinuingSubwordPrefix.CopyTo(buffer);
        word.CopyTo(buffer[prefix..]);
        int start = 0;
        while (start < word.Length && word.Length <= MaxInputCharsPerWord)
        {
            int end = word.Length;
            int id = -1;
            if (start > 0)
                ContinuingSubwordPrefix.CopyTo(buffer[start..]);

            // From the second piece on, the prefix stands in the buffer just before the piece.
            int from = start > 0 ? start : prefix;
            while (end > start && !_vocabulary.TryGetId(buffer[from..(prefix + end)], out id))
                end--;

            if (end == start)
                break;

            tokens.Add(new EncodedToken(id, _vocabulary.Token(id)!, new Range(offset + start, offset + end)));
            start = end;
        }

        if (start < word.Length)
        {
            tokens.RemoveRange(before, tokens.Count - before);
            tokens.Add(new EncodedToken(UnknownTokenId, UnknownToken, new Range(offset, offset + word.Length)));
        }

        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
    }
}
