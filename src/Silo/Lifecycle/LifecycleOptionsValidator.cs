using Microsoft.Extensions.Options;

namespace RagCluster.Silo.Lifecycle;

/// <summary>Refuses a start with impossible delays.</summary>
internal sealed class LifecycleOptionsValidator : IValidateOptions<LifecycleOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, LifecycleOptions options)
    {
        string[] wrong = [.. options.Validate()];
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
