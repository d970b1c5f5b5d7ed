using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

/// <summary>Splits a text into the pieces that are tokenized one by one.</summary>
public abstract partial class PreTokenizer
{
    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(string text);

    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text);

    /// <summary>Pieces are runs of word characters or single punctuation characters; other characters (symbols) are left out.</summary>
    public static PreTokenizer CreateWordOrPunctuation(IReadOnlyDictionary<string, int>? specialTokens = null) =>
        new RegexPreTokenizer(WordOrPunctuation(), specialTokens);

    /// <summary>Pieces are runs of word characters or runs of neither word characters nor white space.</summary>
    public static PreTokenizer CreateWordOrNonWord(IReadOnlyDictionary<string, int>? specialTokens = null) =>
        new RegexPreTokenizer(WordOrNonWord(), specialTokens);

    /// <summary>Pieces are what white space separates.</summary>
    public static PreTokenizer CreateWhiteSpace(IReadOnlyDictionary<string, int>? specialTokens = null) =>
        new RegexPreTokenizer(NotWhiteSpace(), specialTokens);

    [GeneratedRegex(@"\w+|\p{P}", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex WordOrPunctuation();

    [GeneratedRegex(@"\w+|[^\w\s]+", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex WordOrNonWord();

    [GeneratedRegex(@"\S+", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex NotWhiteSpace();
}
