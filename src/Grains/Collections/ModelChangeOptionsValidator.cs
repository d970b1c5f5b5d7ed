using Microsoft.Extensions.Options;

namespace RagCluster.Grains.Collections;

/// <summary>Refuses to start with impossible settings.</summary>
internal sealed class ModelChangeOptionsValidator : IValidateOptions<ModelChangeOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ModelChangeOptions options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
