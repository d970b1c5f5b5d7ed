using Microsoft.Extensions.Options;

namespace RagCluster.Grains.Topology;

/// <summary>Refuses to start with impossible targets.</summary>
internal sealed class ScalingOptionsValidator : IValidateOptions<ScalingOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ScalingOptions options)
    {
        string[] failures = [.. options.ToTargets().Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
