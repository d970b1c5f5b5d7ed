using System.Text.RegularExpressions;
using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Asking;

/// <summary>
/// Makes a question stand alone by rules: "it" and "she" become what the conversation is about, "What about X?" repeats the question
/// before about X. A question that says what it means stays as it is.
/// </summary>
internal static partial class FollowUp
{
    private const int TurnsRead = 8;
    private static readonly QuestionForms English = QuestionForms.Of("en");

    /// <summary>The question as it can be asked without the conversation.</summary>
    /// <param name="question">The question.</param>
    /// <param name="history">What was said before, oldest first.</param>
    internal static string Rewrite(string question, IReadOnlyList<ConversationTurn> history)
    {
        LanguageWords? asked = null;
        foreach (string text in history.Select(turn => turn.Question).Append(question))
            asked = QuestionLanguage.Of(new Question(text) { Language = asked?.Code }, []);
        LanguageWords language = asked!;
        string? previous = null;
        string answer = "";
        string topic = "",
            person = "";
        foreach (ConversationTurn? turn in history.TakeLast(TurnsRead))
        {
            previous = Resolve(turn.Question, previous, topic, person, language);
            answer = turn.Answer;
            string about = ConversationTopic.Of(previous, language);
            if (about.Length > 0)
                topic = about;
            person =
                ConversationTopic
                    .Names(answer, language)
                    .FirstOrDefault(name => !previous.Contains(name, StringComparison.OrdinalIgnoreCase))
                ?? (ConversationTopic.Names(previous, language).FirstOrDefault() is { } named ? named : person);
        }

        if (topic.Length == 0)
            topic = ConversationTopic.Names(answer, language).FirstOrDefault("");
        return Resolve(question, previous, topic, person, language);
    }

    private static string Resolve(string question, string? previous, string topic, string person, LanguageWords language)
    {
        if (previous is null)
            return question;
        string text = question.Trim();
        string? resolved =
            language.Code == "en"
                ? ResolveEnglish(text, previous, topic, person, language)
                : ForeignFollowUp.Resolve(text, previous, topic, language);
        if (resolved is not null)
            return resolved;
        // "Why?", "Since when?": nothing of its own to look up.
        return QuestionReader.Read(text, language).Terms.Length == 0 && topic.Length > 0
            ? $"{text.TrimEnd('?', ' ')} ({previous.TrimEnd('?', ' ')})?"
            : text;
    }

    private static string? ResolveEnglish(string text, string previous, string topic, string person, LanguageWords language)
    {
        if (
            English.Match(QuestionForms.About, text) is { Success: true } elliptic
            && !elliptic.Groups["rest"].Value.Contains(' ' + "is ", StringComparison.Ordinal)
        )
        {
            string other = elliptic.Groups["rest"].Value.TrimEnd('?', '.', ' ');
            string? old = ConversationTopic.Names(text, language).Any()
                ? ConversationTopic.Names(previous, language).LastOrDefault()
                : null;
            return About(previous, old, old is null ? other : Article().Replace(other, ""));
        }

        bool changed = false;
        string resolved = PersonPossessive().Replace(text, m => Put(m, Possessive(person.Length > 0 ? person : topic), ref changed));
        resolved = Person().Replace(resolved, m => Put(m, person.Length > 0 ? person : topic, ref changed));
        resolved = ThingPossessive().Replace(resolved, m => Put(m, Possessive(topic), ref changed));
        resolved = Thing().Replace(resolved, m => Put(m, topic, ref changed));
        return changed ? char.ToUpperInvariant(resolved[0]) + resolved[1..] : null;
    }

    private static string Put(Match pronoun, string by, ref bool changed)
    {
        if (by.Length == 0)
            return pronoun.Value;
        changed = true;
        return by;
    }

    /// <summary>A question about something else.</summary>
    /// <param name="previous">The question.</param>
    /// <param name="old">What it is about; null where that is not known.</param>
    /// <param name="other">What it is to be about.</param>
    internal static string About(string previous, string? old, string other)
    {
        if (old is null)
            return $"{previous.TrimEnd('?', '？', '؟', ' ')}, {other}?";
        // "The Team edition", "the Enterprise edition": what both have stays once.
        string[] words = other.Split(' ');
        for (int i = 1; i < words.Length; i++)
        {
            string shared = ' ' + string.Join(' ', words[i..]);
            if (!previous.Contains(old + shared, StringComparison.Ordinal))
                continue;
            previous = previous.Replace(old + shared, old, StringComparison.Ordinal);
            break;
        }

        return previous.Replace(old, other, StringComparison.Ordinal);
    }

    private static string Possessive(string name) =>
        name.Length == 0 ? ""
        : name.EndsWith('s') ? name + "'"
        : name + "'s";

    [GeneratedRegex(@"\b(his|her(?= [a-z]))\b", RegexOptions.IgnoreCase)]
    private static partial Regex PersonPossessive();

    [GeneratedRegex(@"\b(he|him|she|her)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Person();

    [GeneratedRegex(@"\b(its|their)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ThingPossessive();

    // "Is it true that" and "how long does it take to" mean nothing that was named.
    [GeneratedRegex(
        @"\b(it(?! (true|possible|necessary|allowed|required|take|takes|rain|rains|mean that))|they|them|(this|that|these|those)(?= (is|was|are|were|does|do|did|has|have|had|can|will)\b|\?|$)|this one|that one)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Thing();

    [GeneratedRegex(@"^(the|a|an) ", RegexOptions.IgnoreCase)]
    private static partial Regex Article();
}
