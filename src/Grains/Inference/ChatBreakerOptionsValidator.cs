using Microsoft.Extensions.Options;

namespace RagCluster.Grains.Inference;

/// <summary>Refuses to start with impossible settings.</summary>
internal sealed class ChatBreakerOptionsValidator : IValidateOptions<ChatBreakerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ChatBreakerOptions options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
