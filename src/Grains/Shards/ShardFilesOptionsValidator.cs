using Microsoft.Extensions.Options;

namespace RagCluster.Grains.Shards;

/// <summary>Refuses to start with impossible settings.</summary>
internal sealed class ShardFilesOptionsValidator : IValidateOptions<ShardFilesOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ShardFilesOptions options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
