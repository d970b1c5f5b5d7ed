using RagCluster.Corpus.Access;
using RagCluster.Corpus.Errors;

namespace RagCluster.Grains.Access;

/// <summary>The groups of an API key.</summary>
internal static class KeyGroups
{
    /// <summary>The most groups of a key.</summary>
    internal const int GroupsMax = 1_000;

    /// <summary>Refuses groups that no list of readers could name.</summary>
    /// <exception cref="RagException">Invalid.</exception>
    internal static void Check(string[] groups)
    {
        if (groups.Length > GroupsMax)
            throw RagException.Invalid("groups", $"A key has at most {GroupsMax} groups; {groups.Length} were sent.");
        foreach (string group in groups)
            DocumentAcl.Checked([DocumentAcl.GroupPrefix + group], [], "groups");
    }
}
