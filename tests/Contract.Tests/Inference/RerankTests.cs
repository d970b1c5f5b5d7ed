using System.Net;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Inference;

public sealed class RerankTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly string[] Documents =
    [
        "Orders leave the warehouse in Bremen within two working days.",
        "The warranty of the Aurora grinder lasts five years from the day of purchase.",
        "Clean the hopper with a dry brush once a week.",
    ];

    [Theory]
    [InlineData("/api/v1/rerank")]
    [InlineData("/v1/rerank")]
    public async Task Documents_AreOrderedByWhatTheyAnswer(string path)
    {
        Reply reply = await server.Rag.PostAsync(path, new { query = "How long does the warranty last?", documents = Documents });
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("rag-late-en-v1", reply.Text("model"));
        Assert.Equal(3, reply.Array("results").Count);
        Assert.Equal("1", reply.Text("results", 0, "index"));
        double[] scores = [.. reply.Array("results").Select(result => (double)result!["relevance_score"]!)];
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
        Assert.Null(reply.At("results", 0, "document"));
    }

    [Fact]
    public async Task TopN_CutsAndTextsComeOnDemand()
    {
        Reply reply = await server.Rag.PostAsync(
            "/api/v1/rerank",
            new
            {
                query = "warranty",
                documents = Documents,
                top_n = 1,
                return_documents = true,
            }
        );
        Assert.Single(reply.Array("results"));
        Assert.Equal(Documents[1], reply.Text("results", 0, "document"));
    }

    [Fact]
    public async Task BadInput_IsAProblemThatNamesItsField()
    {
        await AssertWrongAsync(new { query = " ", documents = Documents }, "query");
        await AssertWrongAsync(new { query = "a", documents = Array.Empty<string>() }, "documents");
        await AssertWrongAsync(new { query = "a", documents = new string?[] { null } }, "documents[0]");
        await AssertWrongAsync(
            new
            {
                query = "a",
                documents = Documents,
                top_n = 0,
            },
            "top_n"
        );
    }

    [Fact]
    public async Task UnknownReranker_IsNotFound() =>
        (
            await server.Rag.PostAsync(
                "/api/v1/rerank",
                new
                {
                    query = "a",
                    documents = Documents,
                    model = "rag-static-en-v1",
                }
            )
        ).AssertProblem(HttpStatusCode.NotFound, "not-found");

    [Fact]
    public async Task Search_CanBeRerankedAndShowsTheScores()
    {
        string collection = await server.Rag.NewCollectionAsync();
        object[] documents =
        [
            .. Documents.Select(
                (text, i) =>
                    (object)
                        new
                        {
                            id = $"d{i}",
                            title = "",
                            text,
                        }
            ),
        ];
        Assert.Equal(HttpStatusCode.Created, (await server.Rag.UploadJsonAsync(collection, documents)).Status);
        object body = new { query = "How long does the warranty last?", rerank = true };
        Reply reply = await server.Rag.SearchAsync(collection, body);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("d1", reply.Text("results", 0, "document_id"));
        Assert.NotNull(reply.At("results", 0, "scores", "rerank"));
        Assert.Empty(reply.Array("degraded"));
        Assert.Null((await server.Rag.SearchAsync(collection, new { query = "warranty" })).At("results", 0, "scores", "rerank"));
        (await server.Rag.SearchAsync(collection, new { query = "warranty", reranker = "none" })).AssertProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
    }

    private async Task AssertWrongAsync(object body, string field) =>
        (await server.Rag.PostAsync("/api/v1/rerank", body)).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);
}
