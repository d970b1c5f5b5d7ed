using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Subjects;

/// <summary>Whose data are erased, beside the subject's principal, and how much of them.</summary>
internal sealed record ErasureQuery
{
    /// <summary>The subject's tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>What becomes of the documents that they sent: delete, or keep.</summary>
    public string? Documents { get; init; }

    /// <summary>Whether the documents are deleted.</summary>
    /// <exception cref="RagException">Invalid: another word.</exception>
    internal bool WithDocuments() =>
        Documents switch
        {
            null or "keep" => false,
            "delete" => true,
            _ => throw RagException.Invalid("documents", "Give 'delete', or 'keep' for the documents alone."),
        };
}
