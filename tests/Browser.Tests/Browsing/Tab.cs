using System.Collections.Concurrent;
using System.Text;
using Microsoft.Playwright;

namespace RagCluster.Browser.Tests.Browsing;

/// <summary>One page in a profile of its own, with what a reader does on it.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    internal Tab(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    internal IPage Page { get; }

    public ValueTask DisposeAsync() => new(_context.CloseAsync());

    internal ILocator At(string selector, string? text = null) => Page.Locator(selector, new PageLocatorOptions { HasText = text });

    /// <summary>Chooses files as the file dialog would, and waits until each has its final state.</summary>
    internal async Task UploadAsync(params (string Name, string Text)[] files)
    {
        await Page.SetInputFilesAsync(
            "#files",
            files.Select(f => new FilePayload
            {
                Name = f.Name,
                MimeType = "application/octet-stream",
                Buffer = Encoding.UTF8.GetBytes(f.Text),
            })
        );
        await At("#uploads-clear").WaitForAsync();
        await At("#documents li").First.WaitForAsync();
    }

    /// <summary>Asks with the Enter key and waits for the end of the answer.</summary>
    internal async Task AskAsync(string question)
    {
        await Page.FillAsync("#question", question);
        await Page.PressAsync("#question", "Enter");
        await At("#answer[aria-busy=false] >> :scope > *").First.WaitForAsync();
    }

    /// <summary>Width of the content beyond the window, in CSS pixels.</summary>
    internal Task<int> OverflowAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");

    /// <summary>
    /// Keeps a picture of the whole page in the folder that RAG_SCREENSHOTS names, for people to look at; without one nothing.
    /// </summary>
    internal async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("RAG_SCREENSHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    /// <summary>The console has neither errors nor warnings, among them violations of the content security policy.</summary>
    /// <param name="provoked">What a complaint says that the test provoked, such as a status; null for nothing.</param>
    internal void AssertQuiet(string? provoked = null) =>
        Assert.DoesNotContain(_complaints, complaint => provoked is null || !complaint.Contains(provoked, StringComparison.Ordinal));
}
