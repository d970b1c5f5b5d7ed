namespace RagCluster.Contract.Tests.Access;

/// <summary>A document of a world, with who may see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">Its text.</param>
/// <param name="Allow">Who may; null for no list.</param>
/// <param name="Deny">Who may not.</param>
internal sealed record WrittenDocument(string Id, string Text, string[]? Allow, string[] Deny)
{
    /// <summary>Whether a user sees it, said as simply as it can be.</summary>
    internal bool IsSeenBy(string user, string[] groups)
    {
        string[] names = [$"user:{user}", .. groups.Select(group => $"group:{group}")];
        return Allow is null || (!Deny.Any(names.Contains) && Allow.Any(name => name == "public" || names.Contains(name)));
    }

    /// <summary>Its form in an upload.</summary>
    internal object Body() =>
        Allow is null
            ? new { id = Id, text = Text }
            : new
            {
                id = Id,
                text = Text,
                acl = new { allow = Allow, deny = Deny },
            };
}
