using System.Text.RegularExpressions;

namespace RagCluster.Caching.Semantic;

/// <summary>
/// What two questions must agree in, beside being near by embedding, before the answer to one may be given to the other: their numbers,
/// negations and other words that turn a question round, the names in them, and the order of all words that they share. An embedding sees
/// little of these: one that adds up words sees no order at all.
/// </summary>
/// <remarks>
/// It can only take hits away. What it does not see: two names that are both written in small letters, and opposites that stand in no list.
/// </remarks>
public sealed partial class QuestionShape
{
    // Forms of one word begin alike. That other words do too only makes two questions less alike.
    private const int StemLength = 4;
    private const char TurnMark = '#';
    private static readonly string[] Negating = ["un", "in", "im", "il", "ir", "dis", "non", "anti", "de", "mis"];

    private readonly bool _isLiteral;
    private readonly List<string> _terms = [];
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private QuestionShape(string question)
    {
        // A phrase or the beginning of a word asks for these letters.
        _isLiteral = question.AsSpan().IndexOfAny("\"*“”«»") >= 0;
        foreach (Match match in Word().Matches(question))
            Add(match.Value);
    }

    /// <summary>The shape of a question.</summary>
    /// <param name="question">The question.</param>
    public static QuestionShape Of(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return new QuestionShape(question);
    }

    /// <summary>Whether nothing that is seen here tells the questions apart.</summary>
    /// <param name="other">The other question's.</param>
    public bool AgreesWith(QuestionShape other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return !_isLiteral
            && !other._isLiteral
            && other._words.IsSupersetOf(_names)
            && _words.IsSupersetOf(other._names)
            && !Negates(other)
            && !other.Negates(this)
            && SharedTerms(other).SequenceEqual(other.SharedTerms(this), StringComparer.Ordinal);
    }

    private void Add(string written)
    {
        string word = WithoutApostrophe(written.ToLowerInvariant().Replace('’', '\''));
        string? turn = TurningWords.Turn(word);
        if (turn is null && (written.Any(char.IsDigit) || IsLetter(written, isFirst: _words.Count == 0)))
            turn = word.Replace(",", "", StringComparison.Ordinal);
        _words.Add(word);
        if (turn is not null)
        {
            _terms.Add(TurnMark + turn);
            return;
        }

        if (TurningWords.IsEmpty(word))
            return;
        if (char.IsUpper(written[0]))
            _names.Add(word);
        _terms.Add(Stem(word));
    }

    // "Vitamin D", "hepatitis A".
    private static bool IsLetter(string written, bool isFirst) =>
        written.Length == 1 && char.IsAsciiLetter(written[0]) && written is not ("a" or "i" or "I") && !(written == "A" && isFirst);

    // What turns the question round counts wherever it stands, other words where both have them.
    private IEnumerable<string> SharedTerms(QuestionShape other) =>
        _terms.Where(term => term[0] == TurnMark || other._terms.Contains(term));

    // "approved" and "unapproved".
    private bool Negates(QuestionShape other) =>
        _words.Any(word =>
            !other._words.Contains(word)
            && Array.Exists(
                Negating,
                prefix =>
                    word.StartsWith(prefix, StringComparison.Ordinal)
                    && other._words.Contains(word[prefix.Length..])
                    && !_words.Contains(word[prefix.Length..])
            )
        );

    // "Newton's" and "l'eau" without what is no word, "isn't" as it is.
    private static string WithoutApostrophe(string word) =>
        word.Contains('\'', StringComparison.Ordinal) && !TurningWords.IsNegatedVerb(word)
            ? word.Split('\'').MaxBy(part => part.Length)!
            : word;

    private static string Stem(string word) => word.Length <= StemLength ? word : word[..StemLength];

    // An ideograph stands alone; "1,000" and "3.5" are one number.
    [GeneratedRegex(@"[\u2E80-\u9FFF]|[\p{L}\p{M}\p{Nd}-[\u2E80-\u9FFF]]+(?:['’]\p{L}+)*(?:[.,]\p{Nd}+)*")]
    private static partial Regex Word();
}
