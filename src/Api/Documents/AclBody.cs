using RagCluster.Corpus.Access;

namespace RagCluster.Api.Documents;

/// <summary>Who may see a document.</summary>
/// <param name="Allow"><c>user:NAME</c>, <c>group:NAME</c>, or <c>public</c> for every caller of the tenant; empty for administrators
/// alone.</param>
/// <param name="Deny">Users and groups that may not, whatever else lets them in.</param>
internal sealed record AclBody(string[] Allow, string[]? Deny = null)
{
    /// <summary>The list.</summary>
    /// <param name="field">The field to name in a complaint.</param>
    /// <exception cref="Corpus.Errors.RagException">Invalid, naming the place.</exception>
    internal DocumentAcl ToAcl(string field) => DocumentAcl.Checked(Allow, Deny ?? [], field);
}
