using System.Collections.Frozen;

namespace RagCluster.Grounding.Evidence;

/// <summary>Whether a sentence holds something of the type that a question asks for, beyond the question's own words.</summary>
internal static class AnswerTypes
{
    // How far behind the term a preposition and its words may put the verb.
    private const int NarrowingMax = 5;

    private static readonly FrozenSet<string> Times = Set(
        "january february march april may june july august september october november december monday tuesday wednesday thursday friday "
            + "saturday sunday century centuries year years decade decades spring summer autumn winter today yesterday ago bc ad bce ce "
            + "morning evening night midnight noon day days month months week weeks hour hours era age"
    );
    private static readonly FrozenSet<string> Reasons = Set(
        "because due since so cause caused causes reason reasons therefore thus result resulted owing prevent avoid allow enable "
            + "order purpose hence"
    );
    private static readonly FrozenSet<string> Manners = Set("by using through via with without use uses used method way means manner");
    private static readonly FrozenSet<string> Defining = Set("is are was means refers a an provides lets allows");
    private static readonly FrozenSet<string> Articles = Set("a an the one");
    private static readonly FrozenSet<string> PlacePrepositions = Set(
        "in at near from to between along on within around across outside inside north south east west"
    );

    internal static double Match(AnalysedQuestion question, List<Token> tokens)
    {
        switch (question.Kind)
        {
            case QuestionKind.Time:
                return TimeMatch(question, tokens);
            case QuestionKind.Quantity:
                return tokens.Exists(t => t.Kind == TokenKind.Number && IsNew(question, t)) ? 1
                    : Has(tokens, "one") ? 0.5
                    : 0;
            case QuestionKind.Person:
                return NameMatch(question, tokens);
            case QuestionKind.Place:
                return PlaceMatch(question, tokens);
            case QuestionKind.Reason:
                return tokens.Exists(t => Reasons.Contains(t.Word)) ? 1 : 0.3;
            case QuestionKind.Manner or QuestionKind.HowTo:
                return tokens.Exists(t => Manners.Contains(t.Word)) ? 1 : 0.3;
            case QuestionKind.Definition:
                return DefinitionMatch(question, tokens);
            default:
                return tokens.Count(t => t.IsContent && IsNew(question, t)) >= 2 ? 0.6 : 0;
        }
    }

    /// <summary>The same for a unit of a passage, whose form tells as much as its words.</summary>
    internal static double Match(AnalysedQuestion question, EvidenceUnit unit) =>
        (question.Kind, unit.Kind) switch
        {
            (QuestionKind.HowTo, UnitKind.Code) => 1,
            (QuestionKind.HowTo, UnitKind.ListItem) => 0.6,
            (QuestionKind.Other or QuestionKind.Thing or QuestionKind.Manner or QuestionKind.YesNo, UnitKind.Code) => 0.4,
            (QuestionKind.Definition, UnitKind.Definition) => Defines(question, unit) ? 1 : 0.3,
            (_, UnitKind.Code) => 0.2 * Match(question, unit.Tokens),
            _ => Match(question, unit.Tokens),
        };

    private static bool Defines(AnalysedQuestion question, EvidenceUnit unit) =>
        unit.Tokens is [{ IsContent: true } term, ..] && question.Stems.Contains(term.Stem);

    private static bool IsNew(AnalysedQuestion question, Token token) => !question.Stems.Contains(token.Stem);

    private static double TimeMatch(AnalysedQuestion question, List<Token> tokens)
    {
        if (
            tokens.Exists(t =>
                t.Kind == TokenKind.Number && t.Value is >= 1000 and <= 2100 && t.Value == Math.Floor(t.Value) && IsNew(question, t)
            )
        )
            return 1;
        if (tokens.Exists(t => Times.Contains(t.Word) && (t.Word is not ("may" or "march") || t.IsCapital) && IsNew(question, t)))
            return 0.8;
        return tokens.Exists(t => t.Kind == TokenKind.Number && IsNew(question, t)) ? 0.4 : 0;
    }

    // A capital at the sentence's start proves nothing on its own; two in a row do.
    private static double NameMatch(AnalysedQuestion question, List<Token> tokens)
    {
        bool Name(int i) => tokens[i].IsCapital && tokens[i].IsContent && tokens[i].Kind == TokenKind.Word && IsNew(question, tokens[i]);
        double best = 0.2;
        for (int i = 0; i < tokens.Count; i++)
        {
            if (!Name(i))
                continue;
            if (i + 1 < tokens.Count && tokens[i + 1].IsCapital && tokens[i + 1].IsContent)
                return 1;
            best = Math.Max(best, i > 0 ? 0.8 : 0.4);
        }

        return best;
    }

    private static double PlaceMatch(AnalysedQuestion question, List<Token> tokens)
    {
        double best = 0.2;
        for (int i = 1; i < tokens.Count; i++)
        {
            if (!IsNew(question, tokens[i]) || !tokens[i].IsContent)
                continue;
            bool after =
                PlacePrepositions.Contains(tokens[i - 1].Word)
                || i > 1 && tokens[i - 1].IsStop && PlacePrepositions.Contains(tokens[i - 2].Word);
            if (after && tokens[i].IsCapital)
                return 1;
            if (after || tokens[i].IsCapital)
                best = 0.6;
        }

        return best;
    }

    // "X is a ...", "X, a ...", "X in Y refers to ..."; "X is always on" says how it is, and less of what.
    private static double DefinitionMatch(AnalysedQuestion question, List<Token> tokens)
    {
        double best = 0.3;
        for (int i = 0; i + 1 < tokens.Count && i < 12; i++)
        {
            if (!tokens[i].IsContent || !question.Stems.Contains(tokens[i].Stem) || VerbAfter(tokens, i) is not { } verb)
                continue;
            bool isState =
                tokens[verb].Word is "is" or "are" or "was" && verb + 1 < tokens.Count && !Articles.Contains(tokens[verb + 1].Word);
            best = Math.Max(best, isState ? 0.6 : 1);
        }

        return best;
    }

    // Behind a preposition's words only verbs count: an article there is theirs.
    private static int? VerbAfter(List<Token> tokens, int term)
    {
        int next = term + 1;
        if (Defining.Contains(tokens[next].Word))
            return next;
        if (tokens[next].Word is not ("in" or "of" or "for" or "within"))
            return null;
        int verb = tokens.FindIndex(
            next,
            Math.Min(NarrowingMax, tokens.Count - next),
            token => token.Word is "is" or "are" or "means" or "refers"
        );
        return verb < 0 ? null : verb;
    }

    private static bool Has(List<Token> tokens, string word) => tokens.Exists(t => t.Word == word && !t.IsCapital);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();
}
