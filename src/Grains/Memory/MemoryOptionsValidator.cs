using Microsoft.Extensions.Options;

namespace RagCluster.Grains.Memory;

/// <summary>Refuses a start with impossible shares.</summary>
internal sealed class MemoryOptionsValidator : IValidateOptions<MemoryOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MemoryOptions options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
