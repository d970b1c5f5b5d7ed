using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using RagCluster.Access;
using RagCluster.Api.Json;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Api.Mcp;

/// <summary>The documents that answer, as resources: listed page by page, read whole or by chunk.</summary>
internal sealed class McpResources(IGrainFactory grains)
{
    private const int PageLength = 100;
    private const string PlainText = "text/plain";

    /// <summary>The form of the addresses.</summary>
    internal static ListResourceTemplatesResult Templates() =>
        new()
        {
            ResourceTemplates =
            [
                new ResourceTemplate
                {
                    Name = "document",
                    Title = "A document, or one of its chunks",
                    UriTemplate = McpAddress.Template,
                    MimeType = PlainText,
                },
            ],
        };

    /// <summary>A page of the documents that answer.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="cursor">The address of the last document of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="McpProtocolException">The cursor is none of ours, or the caller may not.</exception>
    internal async ValueTask<ListResourcesResult> ListAsync(Principal caller, string? cursor, CancellationToken cancellationToken)
    {
        EnsureMayRead(caller);
        McpAddress? after = null;
        if (cursor is not null && !McpAddress.TryParse(cursor, out after))
            throw new McpProtocolException("The cursor is none of this server's.", McpErrorCode.InvalidParams);
        CollectionState[] collections = await Names.Tenant(grains).ListCollectionsAsync(cancellationToken);
        List<Resource> page = [];
        foreach (CollectionId collection in collections.Select(state => state.Id).OrderBy(id => id.Name, StringComparer.Ordinal))
        {
            int order = string.CompareOrdinal(collection.Name, after?.Collection.Name);
            if (order < 0)
                continue;
            Document[] documents = await grains
                .GetGrain<ICatalogGrain>(collection.ToString())
                .ListDocumentsAsync(
                    DocumentState.Indexed,
                    order == 0 ? after!.Document : null,
                    PageLength + 1 - page.Count,
                    cancellationToken
                );
            page.AddRange(documents.Select(Describe));
            if (page.Count > PageLength)
                break;
        }

        bool hasMore = page.Count > PageLength;
        return new ListResourcesResult { Resources = [.. page.Take(PageLength)], NextCursor = hasMore ? page[PageLength - 1].Uri : null };
    }

    /// <summary>Reads a document or a chunk.</summary>
    /// <exception cref="McpProtocolException">There is none, or the caller may not.</exception>
    internal async ValueTask<ReadResourceResult> ReadAsync(Principal caller, string? uri, CancellationToken cancellationToken)
    {
        EnsureMayRead(caller);
        try
        {
            string text = (await FetchAsync(uri ?? "", cancellationToken)).Text;
            return new ReadResourceResult
            {
                Contents =
                [
                    new TextResourceContents
                    {
                        Uri = uri!,
                        MimeType = PlainText,
                        Text = text,
                    },
                ],
            };
        }
        catch (RagException error) when (error.Kind is ErrorKind.NotFound or ErrorKind.Invalid)
        {
            throw new McpProtocolException(error.Message, McpErrorCode.ResourceNotFound);
        }
        catch (RagException error)
        {
            throw new McpProtocolException(error.Message, McpErrorCode.InternalError);
        }
    }

    /// <summary>The text at an address, with what is known of its document.</summary>
    /// <exception cref="RagException">Invalid: it is no address. NotFound: there is nothing.</exception>
    internal async Task<McpText> FetchAsync(string id, CancellationToken cancellationToken)
    {
        if (!McpAddress.TryParse(id, out McpAddress? address))
            throw RagException.Invalid("id", "An id has the form rag://collection/document or rag://collection/document#chunk.");
        IDocumentGrain grain = grains.GetGrain<IDocumentGrain>($"{address.Collection}/{address.Document}");
        if (address.Chunk is { } chunk)
        {
            Passage[] passages = await grain.FindChunkAsync(chunk, 0, cancellationToken);
            Passage found = Array.Find(passages, passage => passage.Chunk.Id == chunk) ?? throw RagException.NotFound("chunk", id);
            return new McpText(id, found.Title, found.Chunk.Text, found.Uri, MetadataJson.Write(found.Metadata));
        }

        Document document = await grain.GetAsync(cancellationToken);
        string text = await grain.ReadTextAsync(cancellationToken);
        return new McpText(id, Titled(document), text, document.Uri, MetadataJson.Write(document.Metadata));
    }

    private static Resource Describe(Document document) =>
        new()
        {
            Uri = new McpAddress(document.Collection, document.Id, null).ToString(),
            Name = document.Name.Length > 0 ? document.Name : document.Id.Value,
            Title = Titled(document),
            MimeType = PlainText,
        };

    private static string Titled(Document document) =>
        document.Title.Length > 0 ? document.Title
        : document.Name.Length > 0 ? document.Name
        : document.Id.Value;

    private static void EnsureMayRead(Principal caller)
    {
        if (!caller.May(Permission.DocumentsRead))
            throw new McpProtocolException(
                $"This needs the permission {Permissions.NamesOf(Permission.DocumentsRead)[0]}.",
                McpErrorCode.InvalidRequest
            );
    }
}
