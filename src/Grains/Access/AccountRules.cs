using RagCluster.Access;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Errors;

namespace RagCluster.Grains.Access;

/// <summary>What keys and users have to keep to alike.</summary>
internal static class AccountRules
{
    /// <summary>The most groups of one.</summary>
    internal const int GroupsMax = 1_000;

    /// <summary>What a role may.</summary>
    /// <exception cref="RagException">Invalid: there is no such role.</exception>
    internal static Permission CheckedRole(string role) =>
        Permissions.OfRole(role)
        ?? throw RagException.Invalid("role", $"There is no role '{role}'; there are {string.Join(", ", Permissions.Roles)}.");

    /// <summary>Refuses groups that no list of readers could name.</summary>
    /// <exception cref="RagException">Invalid: too many, or one that is none.</exception>
    internal static void CheckGroups(string[] groups)
    {
        if (groups.Length > GroupsMax)
            throw RagException.Invalid("groups", $"There are at most {GroupsMax} groups; {groups.Length} were sent.");
        for (int i = 0; i < groups.Length; i++)
        {
            if (!DocumentAcl.IsGroup(groups[i]))
                throw RagException.Invalid(
                    $"groups[{i}]",
                    $"A group's name has 1 to {DocumentAcl.PrincipalLengthMax - DocumentAcl.GroupPrefix.Length} characters, none of them a "
                        + "control character."
                );
        }
    }
}
