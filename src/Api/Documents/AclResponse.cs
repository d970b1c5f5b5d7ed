using RagCluster.Corpus.Access;

namespace RagCluster.Api.Documents;

/// <summary>Who may see a document, as it is set.</summary>
/// <param name="Allow">Who may see it; <c>public</c> alone for a document that has no list.</param>
/// <param name="Deny">Who may not, whatever else lets them in.</param>
internal sealed record AclResponse(string[] Allow, string[] Deny)
{
    /// <summary>The HTTP form of a list.</summary>
    internal static AclResponse From(DocumentAcl? acl) => acl is null ? new([DocumentAcl.Public], []) : new(acl.Allow, acl.Deny);
}
