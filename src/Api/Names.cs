using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Collections;

namespace RagCluster.Api;

/// <summary>Reads the names that stand in a path or a body.</summary>
internal static class Names
{
    private const int JobIdLengthMax = 64;

    /// <summary>A name that may be left out: null for an empty one.</summary>
    internal static string? Given(string? name) => name is { Length: > 0 } ? name : null;

    /// <summary>What the caller's tenant owns.</summary>
    internal static ITenantGrain Tenant(IGrainFactory grains) => grains.GetGrain<ITenantGrain>(Caller.Current.Tenant);

    /// <summary>The collection of a request: one of the caller's tenant, since no request can name another.</summary>
    /// <exception cref="RagException">Invalid: no such name is possible.</exception>
    internal static CollectionId Collection(string name, string field = "collection") =>
        CollectionId.IsValidName(name)
            ? new CollectionId(Caller.Current.Tenant, name)
            : throw RagException.Invalid(
                field,
                $"A collection's name has 1 to {CollectionId.NameLengthMax} lower-case letters, digits, '-' and '_', and begins "
                    + $"with a letter or digit."
            );

    /// <summary>The name of an experiment or of one of its arms.</summary>
    /// <exception cref="RagException">Invalid: no such name is possible.</exception>
    internal static string Experiment(string name, string field = "experiment") =>
        CollectionId.IsValidName(name)
            ? name
            : throw RagException.Invalid(
                field,
                $"A name has 1 to {CollectionId.NameLengthMax} lower-case letters, digits, '-' and '_', and begins with a letter or digit."
            );

    /// <summary>The document of a request.</summary>
    /// <exception cref="RagException">Invalid: no such id is possible.</exception>
    internal static DocumentId Document(string id, string field = "id") =>
        DocumentId.IsValid(id)
            ? new DocumentId(id)
            : throw RagException.Invalid(
                field,
                $"A document's id has 1 to {DocumentId.LengthMax} letters, digits, '.', '_', '~' and '-', and begins with a "
                    + $"letter or digit."
            );

    /// <summary>The id of a job.</summary>
    /// <exception cref="RagException">Invalid: no such id is possible.</exception>
    internal static string Job(string id) =>
        id.Length is > 0 and <= JobIdLengthMax && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? id
            : throw RagException.Invalid("id", $"A job's id has 1 to {JobIdLengthMax} letters, digits and '-'.");
}
