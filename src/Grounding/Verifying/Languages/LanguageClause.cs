using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Verifying.Languages;

/// <summary>A clause in a language other than English: what it speaks of, and what its words do to that.</summary>
internal sealed class LanguageClause
{
    // "Solvents, acids or bleach": what is listed belongs to what was begun.
    private const int ListedContentsMax = 2;

    private static readonly Sense[] OwnSenses = [Sense.Deny, Sense.Forbid, Sense.Must, Sense.May, Sense.Break];

    private readonly TermBag _bag;
    private readonly List<(SenseMark Mark, Token? Next)> _opposites;
    private readonly HashSet<(int Pair, bool IsRight)> _sides;
    private readonly HashSet<Sense> _senses;

    private LanguageClause(List<Token> tokens, int first, List<SenseMark> marks, LanguageSenses senses)
    {
        List<SenseMark> own = marks.FindAll(m => m.At >= first && m.At < first + tokens.Count);
        ILookup<int, SenseMark> turning = own.Where(m => m.Sense == Sense.Opposite).ToLookup(m => tokens[m.At - first].Start);
        Contents = senses.Forms(tokens).ConvertAll(t => new LanguageTerm(t, [.. turning[t.Start].Select(m => (m.Pair, m.IsRight))]));
        _bag = new TermBag(Contents.Select(term => term.Token));
        _senses = [.. own.Select(m => m.Sense)];
        _sides = [.. Contents.SelectMany(term => term.Sides)];
        _opposites = [.. own.Where(m => m.IsOpposite).Select(m => (m, Governed(m, tokens[m.At - first])))];
    }

    /// <summary>The words of content, as they are compared.</summary>
    internal List<LanguageTerm> Contents { get; }

    /// <summary>Those of them that have no opposite: what may be turned does not tell what a clause is about.</summary>
    internal IEnumerable<LanguageTerm> Subjects => Contents.Where(term => term.Sides.Count == 0);

    /// <summary>Whether it denies; what is not forbidden is affirmed.</summary>
    internal bool IsDenied => _senses.Contains(Sense.Deny) != _senses.Contains(Sense.Forbid);

    /// <summary>Whether a phrase of this sense stands in it.</summary>
    internal bool Holds(Sense sense) => _senses.Contains(sense);

    /// <summary>How many of these words this clause has a form of, or a word that has the same opposite.</summary>
    internal int Shared(IEnumerable<LanguageTerm> terms) => terms.Count(t => _bag.Match(t.Token) > 0 || t.Sides.Exists(_sides.Contains));

    /// <summary>How many words of this clause stand where the other has their opposites.</summary>
    internal int Opposed(LanguageClause other) =>
        _opposites.Count(mine =>
            !_opposites.Exists(o => o.Mark.Pair == mine.Mark.Pair && o.Mark.IsRight != mine.Mark.IsRight)
            && !other._opposites.Exists(o => o.Mark.Pair == mine.Mark.Pair && o.Mark.IsRight == mine.Mark.IsRight)
            && other._opposites.Exists(o => o.Mark.Pair == mine.Mark.Pair && IsSame(o.Next, mine.Next))
        );

    private static bool IsSame(Token? one, Token? other) =>
        one is { } left && other is { } right ? new TermBag([left]).Match(right) > 0 : one is null && other is null;

    // What it bears on, or null: where it bears on nothing, or on the whole.
    private Token? Governed(SenseMark mark, Token at) =>
        mark.Sense == Sense.Governing ? Contents.Find(term => term.Token.Start > at.Start)?.Token : null;

    /// <summary>A text as one clause.</summary>
    internal static LanguageClause Whole(string text, List<Token> tokens, LanguageSenses senses) =>
        new(tokens, 0, senses.Read(text, tokens), senses);

    /// <summary>The clauses of a text.</summary>
    internal static List<LanguageClause> Of(string text, List<Token> tokens, LanguageSenses senses)
    {
        List<SenseMark> marks = senses.Read(text, tokens);
        List<LanguageClause> clauses = [];
        int end = tokens.Count;
        int last = end;
        bool isListed = false;
        for (int i = end - 1; i >= 0; i--)
        {
            bool isBreak = marks.Exists(m => m.At == i && m.Sense == Sense.Break);
            if (i > 0 && !isBreak && !IsBoundary(text, tokens, i))
                continue;
            LanguageClause part = new(tokens.GetRange(i, last - i), i, marks, senses);
            isListed = i > 0 && part.IsListed(isListed) && !IsEnd(text, tokens, i);
            last = i;
            if (isListed)
                continue;
            clauses.Add(new LanguageClause(tokens.GetRange(i, end - i), i, marks, senses));
            end = i;
        }

        clauses.Reverse();
        return clauses;
    }

    private bool IsListed(bool isNextListed) =>
        Contents.Count <= ListedContentsMax && !_senses.Overlaps(OwnSenses) && (isNextListed || _senses.Contains(Sense.Or));

    private static bool IsEnd(string text, List<Token> tokens, int i) => Gap(text, tokens, i).IndexOfAny(".!?|\n。！？؟") >= 0;

    // A Japanese clause ends in hiragana before a comma that otherwise divides what is listed; a comma within a number divides nothing.
    private static bool IsBoundary(string text, List<Token> tokens, int i)
    {
        ReadOnlySpan<char> gap = Gap(text, tokens, i);
        return gap.IndexOfAny("，；：（）。！？،؛؟—–|\n") >= 0
            || gap.Length > 1 && gap.IndexOfAny(",;:().!?") >= 0
            || gap.Contains('、') && text[tokens[i - 1].Start] is >= '\u3040' and <= '\u309f';
    }

    private static ReadOnlySpan<char> Gap(string text, List<Token> tokens, int i)
    {
        (int from, int to) = (tokens[i - 1].End, tokens[i].Start);
        return text.AsSpan(from, Math.Max(0, to - from));
    }
}
