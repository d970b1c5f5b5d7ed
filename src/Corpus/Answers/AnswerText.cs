using System.Text;

namespace RagCluster.Corpus.Answers;

/// <summary>The text of an answer as it grows sentence by sentence; whole or in pieces it is the same text.</summary>
public sealed class AnswerText
{
    private AnswerPartKind? _before;

    /// <summary>The characters so far.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a sentence.</summary>
    /// <returns>What follows the text so far: the space or line break before the sentence, and the sentence, code between fences.</returns>
    public string Add(AnswerSentence sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        string between = (_before, sentence.Kind) switch
        {
            (null, _) => "",
            (AnswerPartKind.Text, AnswerPartKind.Text) => " ",
            _ => "\n",
        };
        string piece = between + (sentence.Kind == AnswerPartKind.Code ? Fenced(sentence) : sentence.Text);
        _before = sentence.Kind;
        Length += piece.Length;
        return piece;
    }

    /// <summary>The text of sentences.</summary>
    internal static string Join(IEnumerable<AnswerSentence> sentences)
    {
        AnswerText text = new();
        StringBuilder whole = new();
        foreach (AnswerSentence sentence in sentences)
            whole.Append(text.Add(sentence));
        return whole.ToString();
    }

    // A fence is longer than any run of its mark in the code (CommonMark 0.31, section 4.5).
    private static string Fenced(AnswerSentence code)
    {
        string fence = "```";
        while (code.Text.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        return $"{fence}{code.Language}\n{code.Text}\n{fence}";
    }
}
