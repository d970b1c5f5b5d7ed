using System.Text;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

/// <summary>docs/endpoints.md is what the server says of itself. RAG_WRITE_DOCS=1 writes it anew.</summary>
public sealed class EndpointTableTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Head = """
        # Every endpoint

        Written from the server's own description (`/openapi/v1.json`) by `EndpointTableTests`, which fails when this page is not what the server offers;
        `RAG_WRITE_DOCS=1 ./rag test FullyQualifiedName~EndpointTable` writes it anew. What the calls take and return: [the HTTP API](http-api.md), and `/docs` of a
        running server.

        Where the server asks for credentials, a caller [needs the permission](access.md) that stands in the third column; what is the operator's alone is about the
        whole cluster and needs the tenant `default` too.

        | method | path | needs | |
        | --- | --- | --- | --- |

        """;

    [Fact]
    public async Task TheTableOfEndpoints_IsThatOfTheServer()
    {
        Reply document = await server.Rag.SendAsync(HttpMethod.Get, "/openapi/v1.json", null);
        StringBuilder table = new(Head.ReplaceLineEndings("\n"));
        foreach ((string path, JsonNode? methods) in document.At("paths")!.AsObject().OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            foreach ((string method, JsonNode? operation) in methods!.AsObject().OrderBy(m => m.Key, StringComparer.Ordinal))
            {
                table
                    .Append('|')
                    .Append(' ')
                    .Append(method.ToUpperInvariant())
                    .Append(" | `")
                    .Append(path)
                    .Append("` | `")
                    .Append(operation!["x-permission"])
                    .Append(operation["x-operator"] is null ? "` | " : "`, operator | ")
                    .Append(operation["summary"])
                    .Append(" |\n");
            }
        }

        string file = Path.Combine(Root(), "docs", "endpoints.md");
        if (Environment.GetEnvironmentVariable("RAG_WRITE_DOCS") == "1")
            await File.WriteAllTextAsync(file, table.ToString());
        Assert.Equal(table.ToString(), await File.ReadAllTextAsync(file));
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RagCluster.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("RagCluster.sln is in no folder above the test.");
    }
}
