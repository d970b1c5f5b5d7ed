using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Tests.Calibration;

namespace RagCluster.AnswersBenchmark.Questions;

/// <summary>A question, asked twice.</summary>
/// <param name="Item">The question and its gold answers.</param>
/// <param name="With">The answer from a corpus that holds its paragraph, and what is wrong with its citations.</param>
/// <param name="Without">The answer from the corpus without it.</param>
internal sealed record AskedQuestion(QuestionSet.Item Item, (Answer Answer, string? Fault) With, (Answer Answer, string? Fault) Without)
{
    /// <summary>Whether a text holds a gold answer's words.</summary>
    internal bool IsGold(string text) => Item.Answers.Any(answer => text.Contains(answer.Text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a citation holds a gold answer at the very place that the data set names.</summary>
    internal bool IsGoldPlace(Citation citation) =>
        ParagraphIndex.NumberOf(citation.DocumentId) == Item.Paragraph
        && Item.Answers.Any(answer => answer.Start >= citation.Start && answer.Start + answer.Text.Length <= citation.End);
}
