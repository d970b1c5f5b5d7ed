using Microsoft.Extensions.Options;

namespace RagCluster.Silo.Chat;

/// <summary>Refuses to start with a chat endpoint that can't work.</summary>
internal sealed class ChatSettingsValidator : IValidateOptions<ChatSettings>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ChatSettings options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
