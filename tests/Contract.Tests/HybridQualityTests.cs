using System.Text.Json;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary>
/// Both legs together find at least as well as the better one: on every fifth question of XQuAD where it lies beside the checkout, on a
/// small sample everywhere.
/// </summary>
public sealed class HybridQualityTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const double LossMax = 0.005;
    private const int QuestionStep = 5;

    private static readonly (string Text, string[] Questions)[] Sample =
    [
        ("Backups run every night and are kept for thirty days.", ["How long are backups kept?", "When does the nightly backup run?"]),
        ("A backup is restored by the restore command while the node is stopped.", ["How is a backup restored?"]),
        ("Any node serves any request, since no leader is elected.", ["Which node serves a request?", "Is there a leader?"]),
        ("Nodes are restarted one after the other during an upgrade.", ["In which order are nodes restarted?"]),
        ("The warehouse in Bremen ships to Norway within six days.", ["How many days does shipping to Norway take?"]),
    ];

    [Fact]
    public async Task SmallSample_HybridIsNotBelowTheBetterLeg() => await CompareAsync(Sample);

    [Fact]
    public async Task Xquad_HybridIsNotBelowTheBetterLeg()
    {
        if (SharedData.Find("xquad") is { } folder)
            await CompareAsync(Read(Path.Combine(folder, "xquad.en.dev.json")));
    }

    private static (string Text, string[] Questions)[] Read(string file)
    {
        using JsonDocument xquad = JsonDocument.Parse(File.ReadAllBytes(file));
        return
        [
            .. xquad
                .RootElement.GetProperty("data")
                .EnumerateArray()
                .SelectMany(article => article.GetProperty("paragraphs").EnumerateArray())
                .Select(paragraph =>
                    (
                        paragraph.GetProperty("context").GetString()!,
                        paragraph.GetProperty("qas").EnumerateArray().Select(asked => asked.GetProperty("question").GetString()!).ToArray()
                    )
                ),
        ];
    }

    private async Task CompareAsync((string Text, string[] Questions)[] passages)
    {
        string collection = await server.Rag.NewCollectionAsync(new { chunk_tokens_max = 1024, chunk_overlap_tokens = 0 });
        await server.Rag.UploadJsonAsync(collection, [.. passages.Select((passage, i) => new { id = $"p{i}", text = passage.Text })]);
        (string Question, string Answer)[] all =
        [
            .. passages.SelectMany((passage, i) => passage.Questions.Select(question => (question, $"p{i}"))),
        ];
        (string Question, string Answer)[] asked = all.Length < 100 ? all : [.. all.Where((_, i) => i % QuestionStep == 0)];
        double bm25 = await NdcgAsync(collection, asked, "bm25");
        double dense = await NdcgAsync(collection, asked, "dense");
        double hybrid = await NdcgAsync(collection, asked, "hybrid");
        Assert.InRange(Math.Min(bm25, dense), 0.5, 1);
        Assert.True(hybrid >= Math.Max(bm25, dense) - LossMax, $"BM25 {bm25:F4}, dense {dense:F4}, hybrid {hybrid:F4}");
    }

    private async Task<double> NdcgAsync(string collection, (string Question, string Answer)[] asked, string mode)
    {
        double sum = 0;
        foreach ((string question, string answer) in asked)
        {
            JsonArray results = (
                await server.Rag.SearchAsync(
                    collection,
                    new
                    {
                        query = question,
                        mode,
                        top_k = 10,
                    }
                )
            ).Array("results");
            int place = results.Select(result => result!["document_id"]!.ToString()).ToList().IndexOf(answer);
            sum += place < 0 ? 0 : 1 / Math.Log2(place + 2);
        }

        return sum / asked.Length;
    }
}
