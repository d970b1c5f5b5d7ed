using System.Buffers;

namespace Microsoft.ML.Tokenizers;

/// <summary>Turns text into token ids and back.</summary>
public abstract class Tokenizer
{
    protected Tokenizer() { }

    public virtual PreTokenizer? PreTokenizer => null;

    public virtual Normalizer? Normalizer => null;

    public IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text, [], Settings(considerPreTokenization, considerNormalization)).Tokens;

    public IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    ) => EncodeToIds(null, text, Settings(considerPreTokenization, considerNormalization)).Tokens;

    public IReadOnlyList<int> EncodeToIds(
        string text,
        int maxTokenCount,
        out string? normalizedText,
        out int charsConsumed,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    )
    {
        EncodeResults<int> result = EncodeToIds(text, [], Settings(considerPreTokenization, considerNormalization, maxTokenCount));
        normalizedText = result.NormalizedText;
        charsConsumed = result.CharsConsumed;
        return result.Tokens;
    }

    public IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text,
        int maxTokenCount,
        out string? normalizedText,
        out int charsConsumed,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    )
    {
        EncodeResults<int> result = EncodeToIds(null, text, Settings(considerPreTokenization, considerNormalization, maxTokenCount));
        normalizedText = result.NormalizedText;
        charsConsumed = result.CharsConsumed;
        return result.Tokens;
    }

    public IReadOnlyList<EncodedToken> EncodeToTokens(
        string text,
        out string? normalizedText,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    )
    {
        EncodeResults<EncodedToken> result = EncodeToTokens(text, [], Settings(considerPreTokenization, considerNormalization));
        normalizedText = result.NormalizedText;
        return result.Tokens;
    }

    public IReadOnlyList<EncodedToken> EncodeToTokens(
        ReadOnlySpan<char> text,
        out string? normalizedText,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    )
    {
        EncodeResults<EncodedToken> result = EncodeToTokens(null, text, Settings(considerPreTokenization, considerNormalization));
        normalizedText = result.NormalizedText;
        return result.Tokens;
    }

    public int CountTokens(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        CountTokens(text, [], Settings(considerPreTokenization, considerNormalization));

    public int CountTokens(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        CountTokens(null, text, Settings(considerPreTokenization, considerNormalization));

    public int GetIndexByTokenCount(
        string text,
        int maxTokenCount,
        out string? normalizedText,
        out int tokenCount,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    ) =>
        GetIndexByTokenCount(
            text,
            [],
            Settings(considerPreTokenization, considerNormalization, maxTokenCount),
            false,
            out normalizedText,
            out tokenCount
        );

    public int GetIndexByTokenCount(
        ReadOnlySpan<char> text,
        int maxTokenCount,
        out string? normalizedText,
        out int tokenCount,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    ) =>
        GetIndexByTokenCount(
            null,
            text,
            Settings(considerPreTokenization, considerNormalization, maxTokenCount),
            false,
            out normalizedText,
            out tokenCount
        );

    public int GetIndexByTokenCountFromEnd(
        string text,
        int maxTokenCount,
        out string? normalizedText,
        out int tokenCount,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    ) =>
        GetIndexByTokenCount(
            text,
            [],
            Settings(considerPreTokenization, considerNormalization, maxTokenCount),
            true,
            out normalizedText,
            out tokenCount
        );

    public int GetIndexByTokenCountFromEnd(
        ReadOnlySpan<char> text,
        int maxTokenCount,
        out string? normalizedText,
        out int tokenCount,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    ) =>
        GetIndexByTokenCount(
            null,
            text,
            Settings(considerPreTokenization, considerNormalization, maxTokenCount),
            true,
            out normalizedText,
            out tokenCount
        );

    public abstract string? Decode(IEnumerable<int> ids);

    public abstract OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten);

    protected abstract EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings);

    protected abstract EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings);

    protected abstract int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings);

    protected abstract int GetIndexByTokenCount(
        string? text,
        ReadOnlySpan<char> textSpan,
        EncodeSettings settings,
        bool fromEnd,
        out string? normalizedText,
        out int tokenCount
    );

    private static EncodeSettings Settings(bool preTokenize, bool normalize, int maxTokenCount = int.MaxValue) =>
        new()
        {
            ConsiderPreTokenization = preTokenize,
            ConsiderNormalization = normalize,
            MaxTokenCount = maxTokenCount,
        };
}
