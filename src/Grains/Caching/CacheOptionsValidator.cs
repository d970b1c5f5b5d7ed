using Microsoft.Extensions.Options;

namespace RagCluster.Grains.Caching;

/// <summary>Refuses to start with impossible times.</summary>
internal sealed class CacheOptionsValidator : IValidateOptions<CacheOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
