using RagCluster.Cli.Tracing;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Contract.Tests.Tracing;

/// <summary>What a collector gets of one question.</summary>
public sealed class TraceTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task Question_ArrivesAsOneTree()
    {
        int port = LoopbackPort.Reserve();
        using OtlpReceiver receiver = new(port);
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{port}",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            }
        );
        RagHttp rag = new(silo.Http);
        string collection = await rag.NewCollectionAsync(new { shards = 2 });
        await rag.UploadTextAsync(collection, "a.txt", "The lantern hangs above the gate of the mill.");
        silo.Http.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");
        await rag.AskAsync(collection, "Where does the lantern hang?");

        List<TraceSpan> spans = await TraceAsync(
            receiver,
            s => s.Name.StartsWith("POST", StringComparison.Ordinal) || s.Name.Contains("HttpRequestIn", StringComparison.Ordinal)
        );
        TraceSpan retrieval = spans.Single(s => s.Name == $"retrieval {collection}");
        Assert.Equal("retrieval", retrieval.Attributes["gen_ai.operation.name"]);
        Assert.Equal(collection, retrieval.Attributes["gen_ai.data_source.id"]);
        TraceSpan embeddings = spans.First(s => s.Name.StartsWith("embeddings ", StringComparison.Ordinal));
        Assert.True(IsBelow(embeddings, retrieval, spans), "The embedding of the query is not part of the retrieval.");
        Assert.True(
            spans.Count(s => s.Name.StartsWith("IIndexShardGrain/", StringComparison.Ordinal) && IsBelow(s, retrieval, spans)) >= 4,
            $"Calls of two shards are missing:\n{TraceTree.Draw(spans)}"
        );
        Assert.All(spans, s => Assert.DoesNotContain("lantern", string.Join(' ', s.Attributes.Values), StringComparison.OrdinalIgnoreCase));

        string[] lines = TraceTree.Draw(spans).Split('\n');
        int drawn = Array.FindIndex(lines, line => line.TrimStart().StartsWith("retrieval ", StringComparison.Ordinal));
        Assert.True(Indent(lines[drawn + 1]) > Indent(lines[drawn]), TraceTree.Draw(spans));
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    private static bool IsBelow(TraceSpan span, TraceSpan above, List<TraceSpan> spans)
    {
        for (TraceSpan? at = span; at is not null; at = spans.Find(s => s.Id == at.Parent))
        {
            if (at.Id == above.Id)
                return true;
        }

        return false;
    }

    // The request's own span ends last and so is exported last.
    private static async Task<List<TraceSpan>> TraceAsync(OtlpReceiver receiver, Predicate<TraceSpan> last)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        List<TraceSpan> spans = [];
        await foreach (List<TraceSpan> export in receiver.ReceiveAsync(patience.Token))
        {
            spans.AddRange(export.Where(span => span.Trace == TraceId));
            if (spans.Exists(last))
                break;
        }

        return spans;
    }
}
