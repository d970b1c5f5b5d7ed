namespace RagCluster.Api.Description;

/// <summary>What the parameters mean whose endpoints do not say it themselves.</summary>
internal static class ParameterTexts
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["after"] = "The last entry of the page before, as its `next_after` says: the page begins behind it.",
        ["batch"] = "The batch's id.",
        ["before"] = "The number of an entry: the page holds older ones only.",
        ["collection"] = "The collection's name.",
        ["compact"] = "Whether to write the database's file anew too, without its free pages (SQLite).",
        ["context"] = "Neighbours wanted on each side, 0 to 10.",
        ["documents"] = "`delete` deletes the documents that they sent, too; `keep`, as when it is left out, forgets their sender only.",
        ["experiment"] = "The experiment's name.",
        ["file"] = "The file's id, which is the document's.",
        ["id"] = "The document's id.",
        ["kind"] = "`full`, or `configuration`: everything but the documents.",
        ["limit"] = "Entries wanted.",
        ["model"] = "The model's name, or a collection's.",
        ["name"] = "The model's name.",
        ["repair"] = "Whether to mend what can be mended.",
        ["store"] = "The vector store's id, which is the collection's name.",
        ["subject"] = "Whose data it is about: `user:NAME` of an authority, `local:NAME` of this server's own users, or `key:ID`.",
        ["tenant"] = "The tenant that it is about; the caller's own when left out.",
        ["type"] = "The grain type's name.",
        ["wait"] = "Whether to answer when the documents can be found, and not as soon as they are stored.",
    };

    // The same word in other places.
    private static readonly (string Path, string Name, string Text)[] Exceptions =
    [
        ("/api/v1/collections/{collection}/chunks/{id}", "id", "The chunk's id."),
        ("/api/v1/jobs/", "id", "The job's id."),
        ("/api/v1/keys/", "id", "The key's id, which is no secret."),
        ("/v1/files/", "id", "The file's id."),
        ("/api/v1/users/", "name", "The user's name."),
    ];

    /// <summary>What a parameter means.</summary>
    /// <param name="path">The operation's path.</param>
    /// <param name="name">The parameter's name.</param>
    internal static string? Find(string path, string name)
    {
        foreach ((string prefix, string exception, string text) in Exceptions)
        {
            if (name == exception && path.StartsWith(prefix, StringComparison.Ordinal))
                return text;
        }

        return Texts.GetValueOrDefault(name);
    }
}
