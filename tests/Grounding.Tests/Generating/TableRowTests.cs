using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Citations;

namespace RagCluster.Grounding.Tests.Generating;

/// <summary>Rows of tables that a chat model writes, over a table and over prose that say the same.</summary>
public sealed class TableRowTests
{
    private const string Table =
        "Option | Default | Maximum\ntimeout | 30 s | 300 s\nretries | 5 | 9\n\n" + "The timeout is how long a call may take.";

    private const string Prose =
        "The timeout is 30 s by default and at most 300 s. Retries are 5 by default, at most 9. The timeout says how long a call may take.";

    [Theory]
    [InlineData("| Option | Default |\n|---|---|\n| timeout | 30 s [1] |\n", "Option: timeout; Default: 30 s")]
    [InlineData(
        "The defaults:\n\n| Option | Default |\n|:--|--:|\n| **timeout** | `30 s` |\n| retries | 5 |\n",
        "Option: timeout; Default: 30 s",
        "Option: retries; Default: 5"
    )]
    [InlineData("| Option | Default |\n|---|---|\n| timeout | 40 s |\n| retries | 5 | [1]\n", "Option: retries; Default: 5")]
    [InlineData(
        "| Option | Description |\n|---|---|\n| timeout | how long a call may take |",
        "Option: timeout; Description: how long a call may take"
    )]
    public async Task RowThatHolds_IsShownWithTheNamesOfItsColumns(string written, params string[] shown)
    {
        foreach (string source in new[] { Table, Prose })
        {
            Answer answer = await AskAsync(written, source);

            Assert.Equal(shown, answer.Sentences.Where(sentence => sentence.Kind == AnswerPartKind.Row).Select(sentence => sentence.Text));
            Assert.Equal("scripted-1", answer.AnsweredBy);
            Assert.DoesNotContain('|', answer.Text);
            Assert.Null(CitationChecker.Fault(answer, [Samples.Passage(source)]));
        }
    }

    [Theory]
    [InlineData("| Option | Maximum |\n|---|---|\n| timeout | 30 s |\n", "Option: timeout; Maximum: 30 s")]
    [InlineData("| Option | Default |\n|---|---|\n| timeout | 5 |\n", "Option: timeout; Default: 5")]
    [InlineData("| Option | Default |\n|---|---|\n| retries | 30 s |\n", "Option: retries; Default: 30 s")]
    [InlineData("| Country | Currency |\n|---|---|\n| timeout | 30 s |\n", "Country: timeout; Currency: 30 s")]
    public async Task ValueOfAnotherRowOrColumn_IsDropped(string written, string dropped)
    {
        foreach (string source in new[] { Table, Prose })
        {
            Answer answer = await AskAsync(written, source);

            Assert.Equal("extractive", answer.AnsweredBy);
            Assert.Equal(dropped, Assert.Single(answer.Dropped).Text);
        }
    }

    [Fact]
    public async Task TablesAfterEachOther_HaveTheNamesOfTheirOwnColumns()
    {
        Answer answer = await AskAsync(
            "| Option | Default |\n|---|---|\n| timeout | 30 s |\n\n| Option | Maximum |\n|---|---|\n| timeout | 300 s |\n\n"
                + "The timeout is how long a call may take.",
            Table
        );

        Assert.Equal(
            ["Option: timeout; Default: 30 s", "Option: timeout; Maximum: 300 s", "The timeout is how long a call may take."],
            answer.Sentences.Select(sentence => sentence.Text)
        );
    }

    private static Task<Answer> AskAsync(string written, string source) =>
        new AnswerComposer(new GroundingOptions(), null, new ScriptedChatClient(_ => written), TimeProvider.System, _ => { }).AnswerAsync(
            new Question("Which defaults do timeout and retries have?"),
            [Samples.Passage(source)]
        );
}
