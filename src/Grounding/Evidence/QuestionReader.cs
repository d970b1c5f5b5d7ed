using System.Collections.Frozen;

namespace RagCluster.Grounding.Evidence;

/// <summary>Reads a question: what it asks for, and the terms that evidence must hold.</summary>
internal static class QuestionReader
{
    // A name or number decides what a question is about; the asked-for class ("which company") seldom stands in the answer.
    private const double AnchorRole = 1.5;
    private const double WeakRole = 0.4;
    private const double FocusRole = 0.5;
    private const int TermsMax = 64;

    private static readonly FrozenSet<string> TimeWords = Set("year date month day decade century time era period when age season hour");
    private static readonly FrozenSet<string> QuantityWords = Set(
        "number percentage percent population size amount cost price rate length height width depth distance weight total area speed "
            + "temperature limit maximum minimum count duration capacity share fraction ratio score value budget age volume default"
    );
    private static readonly FrozenSet<string> PlaceWords = Set(
        "city country state region place location continent county town area river island district province street nation"
    );
    private static readonly FrozenSet<string> PersonWords = Set(
        "person king queen president author scientist leader emperor inventor founder player man woman actor singer writer "
            + "artist architect "
            + "director minister philosopher mathematician physicist chemist general monk politician ruler khan"
    );
    private static readonly FrozenSet<string> MeasureAfterHow = Set(
        "many much long far old tall high big large often deep wide fast heavy few"
    );
    private static readonly FrozenSet<string> Actions = Set(
        "add adjust allow append apply assign attach bind build call cancel change check choose clear combine compile "
            + "configure connect convert copy create "
            + "debug declare define delete deploy describe disable download drop edit enable enforce execute expire export "
            + "extend filter find force generate "
            + "get give grant hide host ignore import increase index initialize insert install join keep limit list load lock "
            + "log make map merge migrate mock "
            + "modify monitor mount move open order override pass patch persist prevent print protect publish put query raise "
            + "read rebuild reduce register "
            + "reload remove rename repair replace reset resize resolve restart restore restrict retry return revoke rollback "
            + "rotate run save scale schedule "
            + "select send serialize serve set setup share show skip sort split start stop store subscribe switch sync test "
            + "throttle trigger truncate turn "
            + "uninstall unlock update upgrade upload use validate verify watch wire wrap write"
    );
    private static readonly FrozenSet<string> Auxiliaries = Set(
        "is are was were do does did can could has have had will would should may might must am isn't aren't doesn't don't"
    );

    /// <summary>Reads a question in a language.</summary>
    internal static AnalysedQuestion Read(string text, LanguageWords language) =>
        language.Code == "en" ? Read(text) : ForeignQuestion.Read(text, language);

    /// <summary>Reads a question in English.</summary>
    internal static AnalysedQuestion Read(string text)
    {
        List<Token> tokens = Tokens.Read(text);
        // "waht", "hwo": two letters exchanged in what asks would leave the question without what it asks for.
        for (int i = 0; i < tokens.Count; i++)
        {
            if (Array.Find(Asking, word => Spelling.IsExchanged(tokens[i].Word, word)) is { } meant && !tokens[i].IsStop)
                tokens[i] = tokens[i] with { Word = meant, Stem = meant, IsStop = true };
            // What compares is not what is compared.
            if (tokens[i].Word is "difference" or "differences" && i + 1 < tokens.Count && tokens[i + 1].Word == "between")
                tokens[i] = tokens[i] with { IsStop = true };
        }

        int asked = Asked(tokens);
        Token focus = asked < 0 ? default : Focus(tokens, asked);
        QuestionKind kind = KindOf(text, tokens, asked, focus);
        return new AnalysedQuestion(text, kind, Terms(text, tokens, focus), tokens.Select(t => t.Stem).ToHashSet());
    }

    private static readonly string[] Asking = ["what", "which", "where", "when", "who", "why", "how"];

    // "When a user leaves, how do I ...?": the first word joins clauses, the second asks.
    private static int Asked(List<Token> tokens)
    {
        int first = tokens.FindIndex(IsQuestionWord);
        if (first < 0 || tokens[first].Word is not ("when" or "where") || IsAuxiliary(tokens, first + 1))
            return first;
        int next = tokens.FindIndex(first + 1, token => token.Word is "how" or "what" or "which" or "why" or "who");
        return next >= 0 ? next : first;
    }

    private static bool IsAuxiliary(List<Token> tokens, int index) => index < tokens.Count && Auxiliaries.Contains(tokens[index].Word);

    // "When should I", "when is it better to": a condition is asked for, and no time.
    private static bool AsksForCondition(List<Token> tokens, int when) =>
        when + 1 < tokens.Count
        && (
            tokens[when + 1].Word is "should" or "would" or "can" or "could" or "to" or "do"
            || (tokens[when + 1].Word is "is" or "are" && tokens.Skip(when + 2).Take(2).Any(t => t.Word is "better" or "best" or "worth"))
        );

    private static bool IsQuestionWord(Token token) =>
        token.Word is "who" or "whom" or "whose" or "when" or "where" or "why" or "how" or "what" or "which" or "whats" or "what's";

    // The noun that names the class asked for: "which German company", "what year", "what is the population".
    private static Token Focus(List<Token> tokens, int asked)
    {
        if (tokens[asked].Word is not ("what" or "which" or "whats"))
            return default;
        for (int i = asked + 1; i < tokens.Count && i <= asked + 5; i++)
        {
            Token token = tokens[i];
            if (token.IsStop && i > asked + 1 && !(token.Word is "the" or "a" or "an" or "is" or "was" or "are" or "were"))
                break;
            if (token.IsContent && !token.IsCapital && token.Kind == TokenKind.Word)
                return token;
        }

        return default;
    }

    private static QuestionKind KindOf(string text, List<Token> tokens, int asked, Token focus)
    {
        if (tokens.Count > 0 && Auxiliaries.Contains(tokens[0].Word))
            return QuestionKind.YesNo;
        if (asked < 0)
            return Instruction(tokens);
        string next = asked + 1 < tokens.Count ? tokens[asked + 1].Word : "";
        switch (tokens[asked].Word)
        {
            case "who" or "whom" or "whose":
                return QuestionKind.Person;
            case "when":
                return AsksForCondition(tokens, asked) ? QuestionKind.Other : QuestionKind.Time;
            case "where":
                return QuestionKind.Place;
            case "why":
                return QuestionKind.Reason;
            case "how":
                return MeasureAfterHow.Contains(next) ? QuestionKind.Quantity
                    : AsksToDo(tokens, asked) ? QuestionKind.HowTo
                    : QuestionKind.Manner;
        }

        string word = focus.Word is null ? "" : Singular(focus.Word);
        if (TimeWords.Contains(word))
            return QuestionKind.Time;
        if (QuantityWords.Contains(word))
            return QuestionKind.Quantity;
        if (PlaceWords.Contains(word))
            return QuestionKind.Place;
        if (PersonWords.Contains(word))
            return QuestionKind.Person;
        if (word is "reason" or "purpose" or "cause")
            return QuestionKind.Reason;
        int contents = tokens.Count(t => t.IsContent);
        bool bare = next is "is" or "are" && contents <= 3 && !text.Contains(" of ", StringComparison.Ordinal);
        return bare ? QuestionKind.Definition : QuestionKind.Thing;
    }

    // "How do I", "how can we", "how to": somebody is to do it, where "how does" asks how it works.
    private static bool AsksToDo(List<Token> tokens, int how)
    {
        for (int i = how + 1; i < tokens.Count && i <= how + 3; i++)
        {
            if (tokens[i].Word is "to" or "i" or "we" or "you" or "one" or "my" or "our")
                return true;
        }

        return false;
    }

    // "Give a user the rights", "marten change schema name": what is to be done, without a word that asks.
    private static QuestionKind Instruction(List<Token> tokens)
    {
        if (tokens.Exists(t => QuantityWords.Contains(t.Word)) && !(tokens.Count > 0 && Actions.Contains(tokens[0].Word)))
            return QuestionKind.Quantity;
        return tokens.Exists(t => Actions.Contains(t.Word)) ? QuestionKind.HowTo : QuestionKind.Other;
    }

    internal static QuestionTerm[] Terms(string text, List<Token> tokens, Token focus)
    {
        List<QuestionTerm> terms = new();
        for (int i = 0; i < tokens.Count && terms.Count < TermsMax; i++)
        {
            Token token = tokens[i];
            // "How long", "how far": the answer is a measure, which does not say "long".
            bool isMeasure = i > 0 && tokens[i - 1].Word == "how" && MeasureAfterHow.Contains(token.Word);
            if (!token.IsContent || isMeasure || terms.Exists(t => t.Token.Stem == token.Stem))
                continue;
            bool anchor = token.Kind == TokenKind.Number || token.IsCapital && i > 0 || IsQuoted(text, token);
            double role =
                anchor ? AnchorRole
                : StopWords.IsWeak(token.Word) ? WeakRole
                : token == focus ? FocusRole
                : 1;
            bool next = i + 1 < tokens.Count && tokens[i + 1].IsContent;
            terms.Add(new QuestionTerm(token, role, anchor, next));
        }

        return [.. terms];
    }

    private static bool IsQuoted(string text, Token token)
    {
        const string Quotes = "\"“”«»`";
        int before = text.AsSpan(0, token.Start).LastIndexOfAny(Quotes);
        return before >= 0
            && text.AsSpan(token.End).IndexOfAny(Quotes) >= 0
            && text.AsSpan(0, before + 1).Count('"') % 2 == (text[before] == '"' ? 1 : 0)
            && text[before] != '”'
            && text[before] != '»';
    }

    private static string Singular(string word) =>
        word.Length > 3 && word.EndsWith("ies", StringComparison.Ordinal) ? word[..^3] + "y"
        : word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1]
        : word;

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();
}
