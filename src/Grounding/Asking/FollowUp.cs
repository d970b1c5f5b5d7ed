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
    private const int PhraseTokensMax = 6;

    /// <summary>The question as it can be asked without the conversation.</summary>
    /// <param name="question">The question.</param>
    /// <param name="history">What was said before, oldest first.</param>
    internal static string Rewrite(string question, IReadOnlyList<ConversationTurn> history)
    {
        string? previous = null;
        string answer = "";
        string topic = "",
            person = "";
        foreach (ConversationTurn? turn in history.TakeLast(TurnsRead))
        {
            previous = Resolve(turn.Question, previous, topic, person);
            answer = turn.Answer;
            string about = Topic(previous);
            if (about.Length > 0)
                topic = about;
            person =
                Names(answer).FirstOrDefault(name => !previous.Contains(name, StringComparison.OrdinalIgnoreCase))
                ?? (Names(previous).FirstOrDefault() is { } named ? named : person);
        }

        return Resolve(question, previous, topic.Length > 0 ? topic : Names(answer).FirstOrDefault(""), person);
    }

    private static string Resolve(string question, string? previous, string topic, string person)
    {
        if (previous is null)
            return question;
        string text = question.Trim();
        if (
            Elliptic().Match(text) is { Success: true } elliptic
            && !elliptic.Groups["rest"].Value.Contains(' ' + "is ", StringComparison.Ordinal)
        )
        {
            return About(previous, elliptic.Groups["rest"].Value.TrimEnd('?', '.', ' '));
        }

        bool changed = false;
        string resolved = PersonPossessive().Replace(text, m => Put(m, Possessive(person.Length > 0 ? person : topic), ref changed));
        resolved = Person().Replace(resolved, m => Put(m, person.Length > 0 ? person : topic, ref changed));
        resolved = ThingPossessive().Replace(resolved, m => Put(m, Possessive(topic), ref changed));
        resolved = Thing().Replace(resolved, m => Put(m, topic, ref changed));
        if (changed)
            return char.ToUpperInvariant(resolved[0]) + resolved[1..];
        // "Why?", "Since when?": nothing of its own to look up.
        return QuestionReader.Read(text).Terms.Length == 0 && topic.Length > 0
            ? $"{text.TrimEnd('?', ' ')} ({previous.TrimEnd('?', ' ')})?"
            : text;
    }

    private static string Put(Match pronoun, string by, ref bool changed)
    {
        if (by.Length == 0)
            return pronoun.Value;
        changed = true;
        return by;
    }

    // The question before, about something else.
    private static string About(string previous, string other)
    {
        string? named = Names(previous).LastOrDefault();
        string? old = Names(other).Any() ? named : null;
        return old is not null
            ? previous.Replace(old, Article().Replace(other, ""), StringComparison.Ordinal)
            : $"{previous.TrimEnd('?', ' ')}, {other}?";
    }

    /// <summary>What a question is about: its names, else its last noun phrase.</summary>
    private static string Topic(string question)
    {
        string? named = Names(question).LastOrDefault();
        if (named is not null)
            return named;
        List<Token> tokens = Tokens.Read(question);
        string best = "";
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Word is not ("the" or "a" or "an" or "my" or "our" or "your"))
                continue;
            int last = i;
            while (last + 1 < tokens.Count && last - i < PhraseTokensMax && (IsNoun(tokens[last + 1]) || Links(tokens, last + 1)))
                last++;
            if (last > i && tokens[last].IsContent)
                best = question[tokens[i].Start..tokens[last].End];
            i = last;
        }

        return best;
    }

    private static bool IsNoun(Token token) => token.IsContent && !StopWords.IsWeak(token.Word);

    private static bool Links(List<Token> tokens, int at) =>
        tokens[at].Word is "of" or "for" && at + 1 < tokens.Count
        || tokens[at].Word is "the" or "a" && at > 0 && tokens[at - 1].Word is "of" or "for";

    private static IEnumerable<string> Names(string text)
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
                && (tokens[last + 1].IsCapital && tokens[last + 1].IsContent || tokens[last + 1].Kind == TokenKind.Number)
            )
                last++;
            yield return Owner().Replace(text[tokens[i].Start..tokens[last].End], "");
            i = last;
        }

        bool IsName(int i) =>
            tokens[i].IsCapital
            && tokens[i].IsContent
            && tokens[i].Kind == TokenKind.Word
            && (
                i > 0 && !EndsSentence(text, tokens[i - 1].End, tokens[i].Start)
                || i + 1 < tokens.Count && tokens[i + 1].IsCapital && tokens[i + 1].IsContent
            );
    }

    private static bool EndsSentence(string text, int from, int to) => text.AsSpan(from, to - from).IndexOfAny(".!?") >= 0;

    private static string Possessive(string name) =>
        name.Length == 0 ? ""
        : name.EndsWith('s') ? name + "'"
        : name + "'s";

    [GeneratedRegex(@"^(and |but |so )?((what|how) about|and|also for|same for|what of) (?<rest>[^?]{2,80})\?*$", RegexOptions.IgnoreCase)]
    private static partial Regex Elliptic();

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

    [GeneratedRegex(@"['’]s$")]
    private static partial Regex Owner();
}
