using System.Collections.Frozen;

namespace RagCluster.Planning.Queries.Superposition;

/// <summary>Finds the class of a query by rules on its form. English question words; any language's question mark.</summary>
public static class QueryClassifier
{
    // Up to this many words a query without a question word reads as a list of words, not as a sentence.
    private const int KeywordWordsMax = 5;

    // A sentence may mention an identifier; a look-up holds little else.
    private const int IdentifierWordsMax = 4;

    // Longer than nine of ten sentences of English prose: what is longer describes rather than asks.
    private const int LongTextWords = 25;

    private static readonly FrozenSet<string> OpenWords = new[] { "what", "why", "how" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> FactWords = new[] { "when", "where", "which", "who", "whom", "whose" }.ToFrozenSet(
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenSet<string> AmountWords = new[]
    {
        "many",
        "much",
        "long",
        "old",
        "far",
        "often",
        "tall",
        "big",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> PolarWords = new[]
    {
        "is",
        "are",
        "was",
        "were",
        "do",
        "does",
        "did",
        "can",
        "could",
        "should",
        "would",
        "will",
        "has",
        "have",
        "had",
        "may",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The class of a query.</summary>
    /// <param name="query">The query as the user wrote it.</param>
    public static QueryClass Classify(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        string trimmed = query.Trim();
        string[] words = trimmed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return QueryClass.Keyword;
        if (IsQuoted(trimmed))
            return QueryClass.Quoted;
        if (IsOtherScript(trimmed))
            return QueryClass.OtherScript;
        if (words.Length >= LongTextWords)
            return QueryClass.LongText;
        if (QuestionOf(words, trimmed[^1] is '?' or '？' or '؟') is { } question)
            return question;
        if (words.Length <= IdentifierWordsMax && words.Count(IsIdentifier) * 2 >= words.Length)
            return QueryClass.Identifier;
        return words.Length <= KeywordWordsMax ? QueryClass.Keyword : QueryClass.Statement;
    }

    private static QueryClass? QuestionOf(string[] words, bool isMarked)
    {
        bool isSentence = isMarked || words.Length > 2;
        if (!isSentence)
            return null;
        if (
            FactWords.Contains(words[0])
            || words.Length > 1 && words[0].Equals("how", StringComparison.OrdinalIgnoreCase) && AmountWords.Contains(words[1])
        )
            return QueryClass.FactQuestion;
        if (PolarWords.Contains(words[0]))
            return QueryClass.PolarQuestion;
        return isMarked || OpenWords.Contains(words[0]) ? QueryClass.Question : null;
    }

    // U+024F ends the Latin blocks that European languages need; accents above it combine.
    private static bool IsOtherScript(string query) => query.Count(c => char.IsLetter(c) && c > '\u024F') * 2 > query.Count(char.IsLetter);

    private static bool IsQuoted(string query) => query.Length > 2 && query[0] is '"' or '“' && query[^1] is '"' or '”';

    // Inner punctuation, a digit beside a letter, or an upper-case letter after a lower-case one.
    private static bool IsIdentifier(string word)
    {
        string bare = word.Trim('.', ',', ';', ':', '!', '(', ')', '"', '\'');
        for (int i = 1; i < bare.Length; i++)
        {
            char before = bare[i - 1];
            char here = bare[i];
            bool isCamel = char.IsLower(before) && char.IsUpper(here);
            bool isMixed = char.IsDigit(here) && char.IsLetter(before) || char.IsLetter(here) && char.IsDigit(before);
            bool isJoined =
                here is '_' or '/' or '\\' or '='
                || i + 1 < bare.Length && here is '.' or ':'
                || here == '-' && bare.AsSpan(i).ContainsAnyInRange('0', '9');
            if (isCamel || isMixed || isJoined)
                return true;
        }

        return false;
    }
}
