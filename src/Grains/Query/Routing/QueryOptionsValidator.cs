using Microsoft.Extensions.Options;

namespace RagCluster.Grains.Query.Routing;

/// <summary>Refuses to start with impossible times.</summary>
internal sealed class QueryOptionsValidator : IValidateOptions<QueryOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, QueryOptions options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
