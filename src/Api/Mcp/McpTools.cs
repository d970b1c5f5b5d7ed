using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using RagCluster.Access;
using RagCluster.Api.Documents;
using RagCluster.Api.Jobs;
using RagCluster.Api.Json;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Mcp;

/// <summary>
/// The tools. Each asks the same grains as the endpoint that it stands for, and needs that endpoint's permission: a caller without it does
/// not see the tool. Results have the form that clients know of <c>search</c> and <c>fetch</c>: <c>id</c>, <c>title</c>, <c>url</c>,
/// <c>text</c>.
/// </summary>
internal sealed partial class McpTools
{
    private const int TopKDefault = 8;
    private const string Forbidden = "forbidden";
    private static readonly ToolAnnotations Reads = new() { ReadOnlyHint = true, OpenWorldHint = false };
    private readonly IGrainFactory _grains;
    private readonly McpResources _resources;
    private readonly ApiOptions _options;
    private readonly ILogger<McpTools> _log;
    private readonly McpTool[] _tools;

    /// <summary>Makes the tools.</summary>
    public McpTools(IGrainFactory grains, McpResources resources, IOptions<ApiOptions> options, ILogger<McpTools> log)
    {
        (_grains, _resources, _options, _log) = (grains, resources, options.Value, log);
        _tools =
        [
            McpTool.Of<McpArguments.Search>(
                ("search", "Search", "Finds passages in a collection of documents. Each result's id can be given to fetch."),
                Permission.QueryExecute,
                Reads,
                SearchAsync
            ),
            McpTool.Of<McpArguments.Fetch>(
                ("fetch", "Fetch", "The whole text of a passage or a document."),
                Permission.DocumentsRead,
                Reads,
                async (arguments, cancellationToken) => await _resources.FetchAsync(arguments.Id, cancellationToken)
            ),
            McpTool.Of<McpArguments.Ask>(
                ("ask", "Ask", "Answers a question from the documents, every sentence cited, or says why it can't."),
                Permission.GenerateExecute,
                Reads,
                AskAsync
            ),
            McpTool.Of<McpArguments.ListCollections>(
                ("list_collections", "List collections", "The collections that can be asked."),
                Permission.DocumentsRead,
                Reads,
                async (_, cancellationToken) => new { collections = await ListCollectionsAsync(cancellationToken) }
            ),
            McpTool.Of<McpArguments.Ingest>(
                ("ingest", "Ingest", "Adds a document, or a new version of one. It answers questions once its job is finished."),
                Permission.DocumentsWrite,
                new ToolAnnotations
                {
                    ReadOnlyHint = false,
                    DestructiveHint = false,
                    IdempotentHint = true,
                    OpenWorldHint = false,
                },
                IngestAsync
            ),
        ];
    }

    /// <summary>The tools that a caller may call.</summary>
    internal ListToolsResult List(Principal caller) =>
        new() { Tools = [.. _tools.Where(tool => caller.May(tool.Permission)).Select(tool => tool.Definition)] };

    /// <summary>Calls a tool. What goes wrong in it is a result too, so that the model that called can mend its arguments.</summary>
    /// <exception cref="McpProtocolException">There is no such tool.</exception>
    internal async ValueTask<CallToolResult> CallAsync(Principal caller, CallToolRequestParams? call, CancellationToken cancellationToken)
    {
        McpTool tool =
            Array.Find(_tools, known => known.Definition.Name == call?.Name)
            ?? throw new McpProtocolException("There is no such tool; tools/list names those that are known.", McpErrorCode.InvalidParams);
        try
        {
            if (!caller.May(tool.Permission))
                return Failed($"{Forbidden}: this needs the permission {Permissions.NamesOf(tool.Permission)[0]}.");
            JsonElement arguments = JsonSerializer.SerializeToElement(call!.Arguments ?? new Dictionary<string, JsonElement>());
            JsonElement result = JsonSerializer.SerializeToElement(await tool.RunAsync(arguments, cancellationToken), ApiJson.Native);
            return new CallToolResult { StructuredContent = result, Content = [new TextContentBlock { Text = result.GetRawText() }] };
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            ProblemDetails problem = Problems.From(error);
            if (problem.Status >= 500)
                LogFailure(error, tool.Definition.Name);
            string field = (error as RagException)?.Field is { } name ? $"{name}: " : "";
            return Failed($"{problem.Extensions["code"]}: {field}{problem.Detail}");
        }
    }

    /// <summary>Whether a tool changes something.</summary>
    internal bool Writes(string? name) => NeededBy(name) == Permission.DocumentsWrite;

    /// <summary>What a tool needs; of what is none, what a search needs.</summary>
    internal Permission NeededBy(string? name) =>
        Array.Find(_tools, tool => tool.Definition.Name == name)?.Permission ?? Permission.QueryExecute;

    /// <summary>Whether a call was refused for want of a permission.</summary>
    internal static bool IsForbidden(CallToolResult result) =>
        result is { IsError: true, Content: [TextContentBlock { Text: { } text }] } && text.StartsWith(Forbidden, StringComparison.Ordinal);

    /// <summary>What a call made, by its collection and its job's id; empty when nothing.</summary>
    internal static string MadeBy(CallToolResult result) =>
        result.StructuredContent is { ValueKind: JsonValueKind.Object } made
        && made.TryGetProperty("collection", out JsonElement collection)
        && made.TryGetProperty("id", out JsonElement job)
            ? $"{collection}, job {job}"
            : "";

    private async Task<object> SearchAsync(McpArguments.Search arguments, CancellationToken cancellationToken)
    {
        CollectionId collection = await ResolveAsync(arguments.Collection, cancellationToken);
        SearchOptions options = new()
        {
            Results = new ResultOptions { TopK = arguments.TopK },
            Scope = new ScopeOptions { Filters = FilterJson.Read(arguments.Filters) },
        };
        SearchResponse response = await _grains
            .GetGrain<IQueryGrain>(collection.ToString())
            .SearchAsync(Request(collection, arguments.Query, "query", options), cancellationToken);
        return new { results = response.Found.Passages.Select(passage => Result(collection, passage)) };
    }

    private async Task<object> AskAsync(McpArguments.Ask arguments, CancellationToken cancellationToken)
    {
        CollectionId collection = await ResolveAsync(arguments.Collection, cancellationToken);
        AskResponse response = await _grains
            .GetGrain<IQueryGrain>(collection.ToString())
            .AskAsync(Request(collection, arguments.Question, "question", new SearchOptions()), cancellationToken);
        Answer answer = response.Answer;
        return new
        {
            answer = answer.Abstention?.Reason ?? answer.Text,
            abstained = answer.Abstention is not null,
            sentences = answer.Sentences.Select(sentence => new { text = sentence.Text, citations = sentence.CitationIds }),
            citations = answer.Citations.Select(cited => new
            {
                cited.Id,
                source = new McpAddress(collection, cited.DocumentId, cited.ChunkId).ToString(),
                cited.Title,
                url = cited.Uri,
                cited.Page,
                cited.Quote,
            }),
            answered_by = answer.AnsweredBy,
        };
    }

    private async Task<object[]> ListCollectionsAsync(CancellationToken cancellationToken) =>
        [
            .. (await Names.Tenant(_grains).ListCollectionsAsync(cancellationToken)).Select(state => new
            {
                state.Id.Name,
                state.Settings.Description,
                documents = state.DocumentCount,
            }),
        ];

    private async Task<object> IngestAsync(McpArguments.Ingest arguments, CancellationToken cancellationToken)
    {
        CollectionId collection = await ResolveAsync(arguments.Collection, cancellationToken);
        DocumentRequest document = new(
            arguments.Text,
            arguments.Id,
            arguments.Name,
            arguments.Title,
            arguments.Uri,
            arguments.Metadata,
            arguments.Acl
        );
        Job job = await _grains
            .GetGrain<IIntakeGrain>(collection.ToString())
            .AcceptAsync([UploadReader.FromJson(document, "", _options)], [], cancellationToken);
        return JobResponse.From(job);
    }

    private async Task<CollectionId> ResolveAsync(string? name, CancellationToken cancellationToken)
    {
        if (Names.Given(name) is { } given)
            return Names.Collection(given);
        CollectionState[] known = await Names.Tenant(_grains).ListCollectionsAsync(cancellationToken);
        return known.Length == 1
            ? known[0].Id
            : throw RagException.Invalid("collection", "Name the collection, since there is not just one; list_collections shows them.");
    }

    private static SearchRequest Request(CollectionId collection, string text, string field, SearchOptions options)
    {
        string query = text.Trim();
        return query.Length is 0 or > SearchRequest.QueryLengthMax
            ? throw RagException.Invalid(field, $"It has 1 to {SearchRequest.QueryLengthMax} characters; this one has {query.Length}.")
            : new SearchRequest
            {
                Collection = collection,
                Query = query,
                Options = options.Checked(TopKDefault),
            };
    }

    private static object Result(CollectionId collection, Passage passage) =>
        new
        {
            id = new McpAddress(collection, passage.Chunk.Id.Document, passage.Chunk.Id).ToString(),
            passage.Title,
            url = passage.Uri,
            passage.Chunk.Text,
            page = passage.Chunk.PageFirst,
            passage.Score,
        };

    private static CallToolResult Failed(string text) => new() { IsError = true, Content = [new TextContentBlock { Text = text }] };

    [LoggerMessage(Level = LogLevel.Error, Message = "The tool {Tool} failed")]
    private partial void LogFailure(Exception error, string tool);
}
