namespace RagCluster.Grounding.Verifying.Grammar;

/// <summary>A clause: the tokens that its verbs hold together, its subject among them where it stands in the clause before.</summary>
/// <param name="Tokens">The places of its tokens.</param>
/// <param name="Verbs">The places of its verbs.</param>
/// <param name="Sentence">The sentence that it stands in.</param>
internal sealed record Frame(List<int> Tokens, List<int> Verbs, int Sentence)
{
    /// <summary>The clauses of a text, in order; what has no verb belongs to the clause before it.</summary>
    internal static List<Frame> Of(ParsedText text)
    {
        List<Frame> frames = [];
        for (int first = 0; first < text.Tokens.Count; )
        {
            int end = first + 1;
            while (end < text.Tokens.Count && text.SentenceOf(end) == text.SentenceOf(first))
                end++;
            frames.AddRange(OfSentence(text, first, end));
            first = end;
        }

        return frames;
    }

    /// <summary>Both as one.</summary>
    internal Frame With(Frame other) => new([.. Tokens.Union(other.Tokens)], [.. Verbs, .. other.Verbs], Sentence);

    private static List<Frame> OfSentence(ParsedText text, int first, int end)
    {
        List<Frame> frames = [];
        List<int> open = [];
        for (int i = first; i < end; i++)
        {
            bool isBoundary = i > first && (Clauses.IsBoundary(text.Text, text.Tokens, i) || Opens(text.Tokens[i].Word));
            if (isBoundary && open.Exists(j => IsVerb(text, j)) && HasVerbBefore(text, i, end))
            {
                frames.Add(Closed(text, open, frames));
                open = [];
            }

            open.Add(i);
        }

        frames.Add(Closed(text, open, frames));
        return frames;
    }

    private static Frame Closed(ParsedText text, List<int> tokens, List<Frame> before)
    {
        List<int> verbs = [.. tokens.Where(i => IsVerb(text, i))];
        // "The firm bought the tools and sold them": the subject stands in the clause before.
        if (
            verbs.Count > 0
            && before.Count > 0
            && before[^1].Verbs.Count > 0
            && !tokens.TakeWhile(i => i < verbs[0]).Any(i => IsSubject(text, i))
        )
            tokens = [.. before[^1].Tokens.TakeWhile(i => i < before[^1].Verbs[0]), .. tokens];
        return new Frame(tokens, verbs, text.SentenceOf(tokens[^1]));
    }

    // The next boundary closes a list where no verb stands before it.
    private static bool HasVerbBefore(ParsedText text, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (i > first && Clauses.IsBoundary(text.Text, text.Tokens, i))
                return false;
            if (IsVerb(text, i))
                return true;
        }

        return false;
    }

    private static bool IsVerb(ParsedText text, int i) => text.Parts[i] == PartOfSpeech.Verb || ClosedWords.IsBe(text.Tokens[i].Word);

    private static bool IsSubject(ParsedText text, int i) =>
        text.Parts[i] is PartOfSpeech.Noun or PartOfSpeech.Pronoun or PartOfSpeech.Number;

    private static bool Opens(string word) =>
        word
            is "if"
                or "unless"
                or "when"
                or "whenever"
                or "until"
                or "before"
                or "after"
                or "once"
                or "since"
                or "whether"
                or "who"
                or "whose"
                or "where"
                or "that"
                or "so";
}
