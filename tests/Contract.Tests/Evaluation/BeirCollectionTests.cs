using RagCluster.Cli.Evaluation;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Evaluation;

/// <summary>A test collection with an empty document, as Cranfield is one, is measured without it.</summary>
public sealed class BeirCollectionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly string[] LeftOut =
    [
        "Document 2 is empty and left out.",
        "Document 3 stands in the corpus twice; the second one is left out.",
        "Query q2 is empty and left out.",
    ];

    [Fact]
    public async Task EmptyParts_AreLeftOutWithALine()
    {
        using TempFolder folder = new();
        await WriteAsync(folder.FullPath);
        BeirCollection data = await BeirCollection.ReadAsync(folder.FullPath, CancellationToken.None);
        Assert.Equal(["1", "3", "4"], data.Documents.Select(document => document.Id));
        Assert.Equal("q1", Assert.Single(data.Queries).Id);
        Assert.Equal(LeftOut, data.LeftOut);
    }

    [Fact]
    public async Task Evaluation_GoesOnWithoutThem()
    {
        using TempFolder folder = new();
        await WriteAsync(folder.FullPath);
        (int code, string output, string messages) = await RagCommand.RunAsync(server.Rag.Http, "eval", folder.FullPath);
        Assert.True(code == 0, output + messages);
        Assert.All(LeftOut, line => Assert.Contains(line, messages, StringComparison.Ordinal));
        // Document 4 is white space of a kind that only the server knows to be nothing.
        Assert.Contains("1 queries", output, StringComparison.Ordinal);
        Assert.Contains("left out", output, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(string folder)
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "corpus.jsonl"),
            """
            {"_id":"1","title":"","text":"The lift of a thin wing in a slipstream."}
            {"_id":"2","title":"  ","text":"\n"}
            {"_id":"3","title":"Wings","text":"Flutter of wings at transonic speed."}
            {"_id":"3","title":"Wings","text":"Once more."}
            {"_id":"4","title":"","text":"\u200b\u200b"}
            """
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "queries.jsonl"),
            """
            {"_id":"q1","text":"flutter of wings"}
            {"_id":"q2","text":" "}
            """
        );
        Directory.CreateDirectory(Path.Combine(folder, "qrels"));
        await File.WriteAllTextAsync(Path.Combine(folder, "qrels", "test.tsv"), "query-id\tcorpus-id\tscore\nq1\t3\t1\nq2\t1\t1\n");
    }
}
