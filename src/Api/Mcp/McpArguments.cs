using System.ComponentModel;
using System.Text.Json;
using RagCluster.Api.Documents;

namespace RagCluster.Api.Mcp;

/// <summary>What the tools take; the schemas that clients see are made from these.</summary>
internal static class McpArguments
{
    private const string CollectionText =
        "The collection's name, of those that list_collections shows; may be left out where there is only one.";

    /// <summary>Of <c>search</c>.</summary>
    internal sealed record Search(
        [property: Description("What to look for: words or a question, 1 to 1,000 characters.")] string Query,
        [property: Description(CollectionText)] string? Collection = null,
        [property: Description("Passages wanted, 1 to 100; 8 when left out.")] int? TopK = null,
        [property: Description(
            "A filter of the documents' metadata: {\"type\": \"eq\", \"key\": \"year\", \"value\": 2024}, with ne, gt, gte, lt, lte, in, "
                + "nin, and {\"type\": \"and\" or \"or\", \"filters\": [...]}."
        )]
            JsonElement? Filters = null
    );

    /// <summary>Of <c>fetch</c>.</summary>
    internal sealed record Fetch(
        [property: Description("The id of a result of search, or rag://collection/document for a whole document.")] string Id
    );

    /// <summary>Of <c>ask</c>.</summary>
    internal sealed record Ask(
        [property: Description("The question, 1 to 1,000 characters.")] string Question,
        [property: Description(CollectionText)] string? Collection = null
    );

    /// <summary>Of <c>list_collections</c>.</summary>
    internal sealed record ListCollections;

    /// <summary>Of <c>ingest</c>.</summary>
    internal sealed record Ingest(
        [property: Description("The document's text.")] string Text,
        [property: Description(CollectionText)] string? Collection = null,
        [property: Description("Its id; the same id again is a new version.")] string? Id = null,
        [property: Description("Its file name, for example notes.md.")] string? Name = null,
        [property: Description("Its title.")] string? Title = null,
        [property: Description("Where a reader finds the original.")] string? Uri = null,
        [property: Description("A flat object of texts, numbers and truth values, for filters.")] JsonElement? Metadata = null,
        [property: Description(
            "Who may see it: {\"allow\": [\"group:board\", \"user:anna\"], \"deny\": [...]}; "
                + "every caller of the tenant when a new document has none."
        )]
            AclBody? Acl = null
    );
}
