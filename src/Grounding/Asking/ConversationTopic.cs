using System.Text.RegularExpressions;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Asking;

/// <summary>Finds what a question is about: its names, else its last noun phrase, as far as its language shows where one begins.</summary>
internal static partial class ConversationTopic
{
    private const int PhraseTokensMax = 6;

    /// <summary>What a question is about; empty where nothing shows it.</summary>
    internal static string Of(string question, LanguageWords language)
    {
        if (language.Scripts.HasFlag(Scripts.Han))
            return FirstOrLastRun(question, language);
        QuestionForms forms = QuestionForms.Of(language.Code);
        string? named = Names(question, language).LastOrDefault();
        bool areNounsCapital = forms.Text(QuestionForms.Nouns) is not null;
        if (named is not null && !areNounsCapital)
            return named;
        string phrase = LastPhrase(question, language, forms, areNounsCapital);
        return phrase.Length > 0 ? phrase
            : named is not null ? named
            : language.Code == "en" ? ""
            : Runs(question, language).LastOrDefault("");
    }

    /// <summary>What a text writes as names.</summary>
    internal static IEnumerable<string> Names(string text, LanguageWords language)
    {
        List<Token> tokens = Tokens.Read(text);
        for (int i = 0; i < tokens.Count; i++)
        {
            if (!IsName(i))
                continue;
            int last = i;
            while (
                last + 1 < tokens.Count
                && tokens[last + 1].Start - tokens[last].End == 1
                && (tokens[last + 1].IsCapital && IsContent(tokens[last + 1], language) || tokens[last + 1].Kind == TokenKind.Number)
            )
                last++;
            yield return Owner().Replace(text[tokens[i].Start..tokens[last].End], "");
            i = last;
        }

        bool IsName(int i) =>
            tokens[i].IsCapital
            && IsContent(tokens[i], language)
            && tokens[i].Kind == TokenKind.Word
            && (
                i > 0 && !EndsSentence(text, tokens[i - 1].End, tokens[i].Start)
                || i + 1 < tokens.Count && tokens[i + 1].IsCapital && IsContent(tokens[i + 1], language)
            );
    }

    private static string LastPhrase(string question, LanguageWords language, QuestionForms forms, bool areNounsCapital)
    {
        List<Token> tokens = Tokens.Read(question);
        string best = "";
        for (int i = 0; i < tokens.Count; i++)
        {
            if (!forms.Has(QuestionForms.Article, tokens[i].Word))
                continue;
            int last = i;
            while (last + 1 < tokens.Count && last - i < PhraseTokensMax && (IsNoun(tokens[last + 1]) || Links(last + 1)))
                last++;
            int read = last;
            while (last > i && !(IsContent(tokens[last], language) && (tokens[last].IsCapital || !areNounsCapital)))
                last--;
            if (last > i)
                best = question[tokens[i].Start..tokens[last].End];
            i = read;
        }

        return best;

        bool IsNoun(Token token) => IsContent(token, language) && !StopWords.IsWeak(token.Word);
        bool Links(int at) =>
            forms.Has(QuestionForms.Link, tokens[at].Word) && at + 1 < tokens.Count
            || forms.Has(QuestionForms.Inner, tokens[at].Word) && forms.Has(QuestionForms.Link, tokens[at - 1].Word);
    }

    // Chinese and Japanese name the topic first: "贝塔多少钱？"; behind a word that asks it comes last: "如何清洁贝塔？".
    private static string FirstOrLastRun(string question, LanguageWords language)
    {
        string[] runs = [.. Runs(question, language)];
        return runs.Length == 0 ? ""
            : question.StartsWith(runs[0], StringComparison.Ordinal) ? runs[0]
            : runs[^1];
    }

    // Terms that follow each other.
    private static IEnumerable<string> Runs(string question, LanguageWords language)
    {
        List<Token> tokens = ForeignQuestion.Tokenize(question, language);
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].IsStop)
                continue;
            int first = i;
            while (i + 1 < tokens.Count && !tokens[i + 1].IsStop && question[tokens[i].End..tokens[i + 1].Start].Trim().Length == 0)
                i++;
            yield return question[tokens[first].Start..tokens[i].End];
        }
    }

    private static bool IsContent(Token token, LanguageWords language) =>
        language.Code == "en" ? token.IsContent : !language.IsStop(token.Word);

    private static bool EndsSentence(string text, int from, int to) => text.AsSpan(from, to - from).IndexOfAny(".!?") >= 0;

    [GeneratedRegex(@"['’]s$")]
    private static partial Regex Owner();
}
