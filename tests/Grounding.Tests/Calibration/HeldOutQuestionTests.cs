using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Citations;

namespace RagCluster.Grounding.Tests.Calibration;

/// <summary>
/// Measures answers on the half of the shared questions that no weight was fitted on; without the data, on a small sample of our own.
/// </summary>
public sealed class HeldOutQuestionTests
{
    private const int PassageCount = 10;

    private readonly AnswerComposer _composer = new(new GroundingOptions());

    [Fact]
    public async Task HeldOutQuestions_AreAnsweredAndUnanswerableOnesRefused()
    {
        QuestionSet set = SharedData.Find("xquad/xquad.en.dev.json") is { } path ? QuestionSet.Load(path) : BuiltInQuestions.Load();
        ParagraphSearch search = new(set.Paragraphs);
        int asked = 0,
            contained = 0,
            refused = 0,
            rightlyRefused = 0;
        foreach (QuestionSet.Item? item in set.Items.Where(i => i.IsHeldOut))
        {
            asked++;
            List<Passage> passages = search.Search(item.Question, PassageCount);
            Answer answer = await Checked(item.Question, passages);
            if (answer.Abstention is not null)
                refused++;
            else if (answer.Citations.Any(c => IsGold(item, c)))
                contained++;
            Answer other = await Checked(item.Question, search.Search(item.Question, PassageCount, item.Paragraph));
            if (other.Abstention is not null)
                rightlyRefused++;
        }

        Assert.True(asked >= 10, $"{asked} questions");
        string figures = $"asked {asked}, contained {contained}, wrongly refused {refused}, rightly refused {rightlyRefused}";
        Assert.True(contained >= 0.75 * asked, figures);
        Assert.True(refused <= 0.10 * asked, figures);
        Assert.True(rightlyRefused >= 0.60 * asked, figures);
    }

    private async Task<Answer> Checked(string question, List<Passage> passages)
    {
        Answer answer = await _composer.AnswerAsync(new Question(question), passages);
        Assert.Null(CitationChecker.Fault(answer, passages));
        return answer;
    }

    private static bool IsGold(QuestionSet.Item item, Citation citation) =>
        citation.DocumentId.Value == $"p{item.Paragraph}"
        && item.Answers.Any(a => a.Start >= citation.Start && a.Start + a.Text.Length <= citation.End);
}
