using System.Text.RegularExpressions;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Asking;

/// <summary>
/// Makes a question in a language other than English stand alone, by the language's <see cref="QuestionForms"/>. Where a pronoun can't give
/// place to the topic as it is written, the topic is put before the question: it is searched, and read for its terms.
/// </summary>
internal static class ForeignFollowUp
{
    /// <summary>The question with what it points back to; null where it does not point back.</summary>
    /// <param name="text">The question.</param>
    /// <param name="previous">The question before.</param>
    /// <param name="topic">What the conversation is about; empty where that is not known.</param>
    /// <param name="language">The language of the question.</param>
    internal static string? Resolve(string text, string previous, string topic, LanguageWords language)
    {
        QuestionForms forms = QuestionForms.Of(language.Code);
        if (topic.Length > 0 && !text.Contains(topic, StringComparison.OrdinalIgnoreCase))
        {
            if (forms.Has(QuestionForms.Back, text))
                return $"{topic}: {text}";
            string ofTopic = (forms.Text(QuestionForms.OfTopic) ?? "").Replace("{0}", topic, StringComparison.Ordinal);
            string resolved = forms.Replace(QuestionForms.OfIt, forms.Replace(QuestionForms.Instead, text, topic), ofTopic);
            if (resolved != text)
                return char.ToUpperInvariant(resolved[0]) + resolved[1..];
        }

        Match about = forms.Match(QuestionForms.About, text);
        return about.Success && !forms.Has(QuestionForms.Asks, about.Groups["rest"].Value)
            ? About(text, previous, topic, about.Groups["rest"].Value.TrimEnd('?', '？', '؟', ' '), language)
            : null;
    }

    private static string About(string text, string previous, string topic, string other, LanguageWords language)
    {
        QuestionForms forms = QuestionForms.Of(language.Code);
        bool hasCapitals = (language.Scripts & (Scripts.Latin | Scripts.Cyrillic)) != Scripts.None;
        string? old = previous.Contains(topic, StringComparison.Ordinal) && topic.Length > 0 ? topic : null;
        // The last of several terms is what the others are said of: "كم سعر بيتا".
        if (!hasCapitals)
            old = old?[(old.LastIndexOf(' ') + 1)..];
        bool areNamesCapital = hasCapitals && forms.Text(QuestionForms.Nouns) is null;
        // "What is Beta?", "and the price?" asks for the price of Beta; "What does Beta cost?", "and Alpha?" for that of Alpha.
        bool isExchanged = areNamesCapital
            ? ConversationTopic.Names(text, language).Any()
            : old is not null && AsksMoreThan(previous, old, language);
        if (!isExchanged || old is null)
            return FollowUp.About(previous, null, other);
        return FollowUp.About(previous, old, BeginsWithArticle(old, forms) ? other : WithoutArticle(other, forms));
    }

    private static bool AsksMoreThan(string question, string topic, LanguageWords language)
    {
        AnalysedQuestion rest = QuestionReader.Read(question.Replace(topic, " ", StringComparison.Ordinal), language);
        return rest.Terms.Length > 0 || rest.Kind is not (QuestionKind.Thing or QuestionKind.Other);
    }

    private static bool BeginsWithArticle(string text, QuestionForms forms) =>
        Tokens.Read(text) is [var first, ..] && forms.Has(QuestionForms.Article, first.Word);

    private static string WithoutArticle(string text, QuestionForms forms) =>
        Tokens.Read(text) is [var first, var next, ..] && forms.Has(QuestionForms.Article, first.Word) ? text[next.Start..] : text;
}
