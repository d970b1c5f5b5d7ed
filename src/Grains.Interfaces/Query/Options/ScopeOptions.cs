using RagCluster.Corpus.Access;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>Which documents may answer.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ScopeOptions")]
public sealed record ScopeOptions
{
    /// <summary>The most names of an access scope.</summary>
    public const int AccessNamesMax = 64;

    /// <summary>The most documents that can be named.</summary>
    public const int DocumentsMax = 1000;

    private const int AccessNameLengthMax = 256;

    /// <summary>Which documents may answer, by their metadata; null for all.</summary>
    [Id(0)]
    public MetadataFilter? Filters { get; init; }

    /// <summary>The only documents that may answer, by their ids; null for all.</summary>
    [Id(1)]
    public DocumentId[]? Documents { get; init; }

    /// <summary>
    /// The names, a principal's own and its groups', to one of which a document must grant access by its metadata <c>access</c>; null for
    /// every document.
    /// </summary>
    [Id(2)]
    public string[]? AccessScope { get; init; }

    /// <summary>What the caller sees, from their credentials; null for everything. Nothing that a caller sends widens it.</summary>
    [Id(3)]
    [Option(ForServer = true)]
    public AccessView? View { get; init; }

    internal ScopeOptions Checked()
    {
        if (AccessScope is { Length: > AccessNamesMax })
            throw RagException.Invalid("access_scope", $"access_scope has at most {AccessNamesMax} names; {AccessScope.Length} were sent.");
        if (AccessScope?.Any(name => name is null or { Length: 0 or > AccessNameLengthMax }) == true)
            throw RagException.Invalid("access_scope", $"A name in access_scope has 1 to {AccessNameLengthMax} characters.");
        if (Documents is null)
            return this;
        if (Documents.Length is 0 or > DocumentsMax)
            throw RagException.Invalid("documents", $"documents names 1 to {DocumentsMax} documents; leave it out for all.");
        int wrong = Array.FindIndex(Documents, id => !DocumentId.IsValid(id?.Value));
        return wrong < 0
            ? this with
            {
                Documents = [.. Documents.Distinct()],
            }
            : throw RagException.Invalid($"documents[{wrong}]", "This is no document id.");
    }
}
