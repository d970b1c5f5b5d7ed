using System.Text;

namespace RagCluster.Corpus.Answers;

/// <summary>Joins the parts of an answer into one text.</summary>
internal static class AnswerLayout
{
    internal static string Join(AnswerSentence[] sentences)
    {
        StringBuilder text = new();
        AnswerPartKind before = AnswerPartKind.Text;
        foreach (AnswerSentence sentence in sentences)
        {
            if (text.Length > 0)
                text.Append(before == AnswerPartKind.Text && sentence.Kind == AnswerPartKind.Text ? " " : "\n");
            if (sentence.Kind == AnswerPartKind.Code)
                AppendCode(text, sentence);
            else
                text.Append(sentence.Text);
            before = sentence.Kind;
        }

        return text.ToString();
    }

    // A fence is longer than any run of its mark in the code (CommonMark 0.31, section 4.5).
    private static void AppendCode(StringBuilder text, AnswerSentence sentence)
    {
        string fence = "```";
        while (sentence.Text.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        text.Append(fence).Append(sentence.Language).Append('\n').Append(sentence.Text).Append('\n').Append(fence);
    }
}
