using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Contract.Tests.Faces;

/// <summary>
/// The description of the interface (OpenAPI 3.1), as a maker of clients and a reader of <c>/docs</c> use it: valid by its own rules, with
/// a name, errors and examples of every operation, and every example sent to a server, whose answer is the documented one.
/// <c>RAG_WRITE_DOCS=1</c> writes the answers into the catalogue.
/// </summary>
public sealed class DescriptionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task EveryOperation_AnswersItsExampleAsDescribed()
    {
        using TempFolder data = new();
        using TempFolder backups = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string> { ["RAG__Backup__Folder"] = backups.FullPath }
        );
        string root = SourceTree.Root;
        bool writes = Environment.GetEnvironmentVariable("RAG_WRITE_DOCS") == "1";
        Reply got = await NodeClients.RunAsync(
            "openapi.mjs",
            silo.Http.BaseAddress!.ToString(),
            Path.Combine(root, "src", "Api", "Description", "operations.json"),
            Path.Combine(root, "models", "rag-static-en-v1"),
            writes ? "write" : "compare"
        );
        output.WriteLine($"{got.Text("operations")} operations, {got.Text("examples")} examples");
        Assert.True(got.Array("faults").Count == 0, string.Join('\n', got.Array("faults").Select(fault => fault!.ToString())));
        Assert.NotEqual("0", got.Text("examples"));
    }

    [Fact]
    public async Task EveryOperationParameterSchemaAndMember_SaysWhatItIs()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(data.FullPath);
        JsonNode description = JsonNode.Parse(await silo.Http.GetStringAsync("/openapi/v1.json"))!;
        DescribedPart[] parts = [.. DescribedPart.Of(description)];
        string[] unreadable = [.. parts.Where(part => !part.IsReadable).Select(part => $"{part.Place}: {part.Text ?? "no description"}")];
        output.WriteLine($"{parts.Length} parts");
        Assert.True(unreadable.Length == 0, $"{unreadable.Length} parts say nothing, or no sentence:\n{string.Join('\n', unreadable)}");
        Assert.NotEmpty(parts);
    }

    [Fact]
    public void PartWithoutASentence_IsFound()
    {
        JsonNode description = JsonNode.Parse(
            """
            {
              "paths": {
                "/a": { "get": { "parameters": [{ "name": "b" }], "responses": { "400": { "$ref": "#/components/responses/c" } } } },
                "/d": { "post": { "summary": "E", "requestBody": { "content": { "f": { "schema": { "properties": { "g": {} } } } } } } }
              },
              "components": {
                "schemas": {
                  "h": { "properties": { "get": { "description": "I.", "example": { "properties": { "j": {} } } } } },
                  "k": { "description": "One of JobKinds." },
                  "l": { "description": "`m`, as of OpenAI.", "items": { "properties": { "n": { "description": "o" } } } }
                },
                "responses": { "c": {} }
              }
            }
            """
        )!;
        string[] expected =
        [
            "#/paths//a/get",
            "#/paths//a/get/parameters/b",
            "#/paths//d/post/requestBody/content/f/schema/properties/g",
            "#/components/schemas/h",
            "#/components/schemas/k",
            "#/components/schemas/l/items/properties/n",
            "#/components/responses/c",
        ];
        Assert.Equal(expected, DescribedPart.Of(description).Where(part => !part.IsReadable).Select(part => part.Place));
    }
}
