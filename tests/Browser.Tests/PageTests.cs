using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using RagCluster.Browser.Tests.Browsing;

namespace RagCluster.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class PageTests(BrowserFixture browser)
{
    [Fact]
    public async Task Answer_CitationOpensThePassage_WithTheQuoteMarked()
    {
        await using Tab tab = await browser.OpenAsync("/#c=quote");
        await tab.UploadAsync(("mill.md", Samples.Mill));
        await tab.AskAsync(Samples.Question);

        JsonNode citation = (await AskServerAsync("quote"))["citations"]![0]!;
        string quote = (string)citation["quote"]!;
        Assert.Contains("forty sacks", quote, StringComparison.Ordinal);
        Assert.Contains("forty sacks", await tab.At("#answer .sentence").First.InnerTextAsync(), StringComparison.Ordinal);

        await tab.At($"#answer .cite:text-is('{citation["id"]}')").First.ClickAsync();
        string marked = await tab.At("#source mark").TextContentAsync() ?? "";
        Assert.Equal(quote, marked);
        string text = await browser.Http.GetStringAsync($"/api/v1/collections/quote/documents/{citation["document_id"]}/text");
        Assert.Equal(marked, text[(int)citation["start"]!..(int)citation["end"]!]);
        Assert.False(await tab.At("#source-note").IsVisibleAsync());
        tab.AssertQuiet();
    }

    [Fact]
    public async Task LinksOfADocument_AreFollowedFromTheAnswer()
    {
        await using Tab tab = await browser.OpenAsync("/#c=links");
        await tab.UploadAsync(("mill.md", Samples.Linked));
        await tab.AskAsync(Samples.Question);

        ILocator links = tab.At("#answer .sentence a");
        Assert.Equal(["sacks of flour"], await links.AllInnerTextsAsync());
        Assert.Equal("https://flour.example/sacks?kind=rye&size=2", await links.First.GetAttributeAsync("href"));
        Assert.Contains("noopener", await links.First.GetAttributeAsync("rel"), StringComparison.Ordinal);
        Assert.Contains(
            "The Aldervik mill grinds forty sacks of flour in a day when the wind is steady.",
            await tab.At("#answer .sentence").First.InnerTextAsync(),
            StringComparison.Ordinal
        );
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Citation_ByKeyboard_TakesAndReturnsTheFocus()
    {
        await using Tab tab = await browser.OpenAsync("/#c=keyboard");
        await tab.UploadAsync(("mill.md", Samples.Mill));
        await tab.AskAsync(Samples.Question);

        ILocator chip = tab.At("#answer .cite").First;
        await chip.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.At("#source mark").WaitForAsync();
        Assert.Equal("source-title", await tab.Page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal("true", await chip.GetAttributeAsync("aria-pressed"));

        await tab.Page.Keyboard.PressAsync("Escape");
        Assert.False(await tab.At("#source").IsVisibleAsync());
        Assert.True(await chip.EvaluateAsync<bool>("chip => chip === document.activeElement"));
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Model_IsChangedOnThePage_AndTheChangeIsFollowed()
    {
        const string Other = "token-vectors";
        using MultipartFormDataContent form = [];
        form.Add(new StringContent($$"""{"name":"{{Other}}","maxTokens":32,"dimensions":8}"""), "description");
        form.Add(
            new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "token-vectors.onnx"))),
            "model",
            "model.onnx"
        );
        form.Add(
            new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "vocab.txt"))),
            "vocabulary",
            "vocab.txt"
        );
        using HttpResponseMessage added = await browser.Http.PostAsync("/api/v1/models", form);
        added.EnsureSuccessStatusCode();

        await using Tab tab = await browser.OpenAsync("/#c=models");
        await tab.UploadAsync(("mill.md", Samples.Mill));
        Assert.Equal("Embedding model: rag-static-en-v1", await tab.At("#model-name").InnerTextAsync());
        await tab.At("#model-change").ClickAsync();
        await tab.At("#model-select").SelectOptionAsync(Other);
        await tab.At("#model-begin").ClickAsync();
        await tab.At("#model-name", Other).WaitForAsync();
        await tab.At("#model-state", $"{Other} answers").WaitForAsync();
        Assert.False(await tab.At("#model-cancel").IsVisibleAsync());
        tab.AssertQuiet();
    }

    [Fact]
    public async Task UnanswerableQuestion_ShowsWhyThereIsNoAnswer()
    {
        await using Tab tab = await browser.OpenAsync("/#c=abstention");
        await tab.UploadAsync(("mill.md", Samples.Mill));
        await tab.AskAsync(Samples.Unanswerable);

        string[] lines = (await tab.At("#abstention").InnerTextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("No answer in your documents", lines[0]);
        Assert.True(lines.Length > 1 && lines[1].Length > 10, "The reason is missing.");
        Assert.Equal(0, await tab.At("#answer .cite").CountAsync());

        await tab.AskAsync("Welches Kabel verbindet Lissabon und Fortaleza, und wann wurde es verlegt?");
        lines = (await tab.At("#abstention[lang=de]").InnerTextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Keine Antwort in Ihren Dokumenten", lines[0]);
        Assert.StartsWith("Die gefundenen Textstellen", lines[1], StringComparison.Ordinal);
        tab.AssertQuiet();
    }

    [Fact]
    public async Task BadFile_IsShownWithItsReason_NextToTheGoodOne()
    {
        await using Tab tab = await browser.OpenAsync("/#c=bad");
        await tab.UploadAsync(("mill.md", Samples.Mill), ("empty.txt", ""));

        ILocator empty = tab.At("#uploads-list li", "empty.txt");
        Assert.Equal("failed", await empty.Locator(".state").InnerTextAsync());
        Assert.Contains("empty", await empty.Locator(".reason").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("indexed", await tab.At("#uploads-list li", "mill.md").Locator(".state").InnerTextAsync());
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Markup_InADocument_IsOnlyText()
    {
        const string Attack =
            "The Aldervik mill grinds forty sacks of flour in a day, <img src=x onerror=\"window.ran=1\"> says the miller.";
        await using Tab tab = await browser.OpenAsync("/#c=markup");
        await tab.UploadAsync(("<b>mill<b>.txt", Attack));
        await tab.AskAsync(Samples.Question);
        await tab.At("#answer .cite").First.ClickAsync();

        await tab.At("#source-text mark").First.WaitForAsync();
        Assert.Contains("<img src=x", await tab.At("#source-text").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(
            await tab.Page.EvaluateAsync<bool>(
                "window.ran === undefined && !document.querySelector('main img, .side img, main b, .side b')"
            )
        );
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Deleted_DocumentAnswersNoMore()
    {
        await using Tab tab = await browser.OpenAsync("/#c=deleted");
        await tab.UploadAsync(("mill.md", Samples.Mill));
        await tab.At("#documents li button", "Delete").ClickAsync();
        await tab.At("#delete-dialog button", "Delete").ClickAsync();
        await tab.At("#first-steps").WaitForAsync();
        await tab.AskAsync(Samples.Question);

        Assert.True(await tab.At("#abstention").IsVisibleAsync());
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Reload_KeepsCollectionAndQuestion()
    {
        await using Tab tab = await browser.OpenAsync("/#c=kept");
        await tab.UploadAsync(("mill.md", Samples.Mill));
        await tab.AskAsync(Samples.Question);
        await tab.Page.ReloadAsync();
        await tab.At("#documents li").First.WaitForAsync();

        Assert.Equal("kept", await tab.Page.InputValueAsync("#collection"));
        Assert.Equal(Samples.Question, await tab.Page.InputValueAsync("#question"));
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Thread_SurvivesReloadAndBack_AndSendsItsHistory()
    {
        await using Tab tab = await browser.OpenAsync("/#c=thread");
        await tab.UploadAsync(("mill.md", Samples.Mill));
        await tab.AskAsync(Samples.Question);
        await tab.At("#copy").WaitForAsync();
        Task<IRequest> sent = tab.Page.WaitForRequestAsync("**/ask");
        await tab.Page.FillAsync("#question", Samples.Unanswerable);
        await tab.Page.PressAsync("#question", "Enter");
        JsonNode body = JsonNode.Parse((await sent).PostData!)!;
        Assert.Equal(Samples.Question, (string)body["history"]![0]!["question"]!);
        await tab.At("#abstention").WaitForAsync();
        Assert.Contains("forty sacks", await tab.At("#thread .turn").InnerTextAsync(), StringComparison.Ordinal);

        await tab.Page.ReloadAsync();
        await tab.At("#abstention").WaitForAsync();
        Assert.Contains("forty sacks", await tab.At("#thread .turn").InnerTextAsync(), StringComparison.Ordinal);
        await tab.ShootAsync("thread");

        await tab.Page.GoBackAsync();
        await tab.At("#answer .cite").First.WaitForAsync();
        Assert.Equal(Samples.Question, await tab.At("#asked").InnerTextAsync());
        Assert.Equal(0, await tab.At("#thread .turn").CountAsync());

        await tab.At("#new-thread").ClickAsync();
        await tab.At("#result").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
        tab.AssertQuiet();
    }

    [Fact]
    public async Task EmptyCollection_LeadsToTheFilledOnes()
    {
        await using Tab tab = await browser.OpenAsync("/#c=full");
        await tab.UploadAsync(("mill.md", Samples.Mill));
        await using Tab other = await browser.OpenAsync("/#c=hollow");
        await other.At("#filled a", "full").ClickAsync();
        await other.At("#documents li").First.WaitForAsync();

        Assert.Equal("full", await other.Page.InputValueAsync("#collection"));
        other.AssertQuiet();
    }

    [Fact]
    public async Task Rating_WithoutAnExperiment_IsStored()
    {
        await using Tab tab = await browser.OpenAsync("/#c=rated");
        await tab.UploadAsync(("mill.md", Samples.Mill));
        await tab.AskAsync(Samples.Question);
        await tab.At("#bad").ClickAsync();
        await tab.At("#rating-state", "Thank you.").WaitForAsync();
        await tab.Page.ReloadAsync();
        await tab.At("#good").ClickAsync();
        await tab.At("#rating-state", "Thank you.").WaitForAsync();

        JsonNode known = (await browser.Http.GetFromJsonAsync<JsonNode>("/api/v1/collections/rated/feedback"))!;
        Assert.Equal((1, 0), ((int)known["good"]!, (int)known["bad"]!));
        Assert.Contains("mill.md:7", await tab.At("#sources").InnerTextAsync(), StringComparison.Ordinal);
        tab.AssertQuiet();
    }

    [Fact]
    public async Task CodeAndTables_AreShownAsSuch_OnATelephoneToo()
    {
        await using Tab tab = await browser.OpenAsync("/#c=kinds", width: 375);
        await tab.UploadAsync(("tool.md", Samples.Tool));
        await tab.AskAsync(Samples.CodeQuestion);
        Assert.Contains("mill --speed 12", await tab.At("#answer .code pre").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await tab.OverflowAsync() <= 0, "The page with code is wider than the window.");
        await tab.ShootAsync("code-telephone");
        await tab.AskAsync(Samples.TableQuestion);
        Assert.Contains("Default: 40", await tab.At("#answer .cells").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await tab.OverflowAsync() <= 0, "The page with a row is wider than the window.");
        await tab.ShootAsync("row-telephone");
        tab.AssertQuiet();
    }

    [Fact]
    public async Task PassagesOutOfRange_OpensTheFoldedOptions_AndAsksNothing()
    {
        await using Tab tab = await browser.OpenAsync("/#c=options");
        await tab.At("#options summary").ClickAsync();
        await tab.Page.FillAsync("#top-k", "500");
        await tab.At("#options summary").ClickAsync();
        Assert.False(await tab.At("#top-k").IsVisibleAsync());
        await tab.Page.FillAsync("#question", Samples.Question);
        await tab.Page.PressAsync("#question", "Enter");

        await tab.At("#top-k:focus").WaitForAsync();
        Assert.False(await tab.At("#result").IsVisibleAsync());
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Stopped_SaysSo_AndTheNextQuestionIsAnswered()
    {
        await using Tab tab = await browser.OpenAsync("/#c=stopped");
        await tab.UploadAsync(("mill.md", Samples.Mill));
        await tab.Page.RouteAsync("**/ask", _ => Task.CompletedTask);
        await tab.Page.FillAsync("#question", Samples.Question);
        await tab.Page.PressAsync("#question", "Enter");
        await tab.At("#stop").ClickAsync();
        await tab.At("#facts", "Stopped.").WaitForAsync();

        await tab.Page.UnrouteAsync("**/ask");
        await tab.Page.ReloadAsync();
        await tab.At("#facts", "Stopped.").WaitForAsync();
        Assert.Equal(Samples.Question, await tab.At("#asked").InnerTextAsync());

        await tab.AskAsync(Samples.Question);
        Assert.Contains("forty sacks", await tab.At("#answer").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Stopped", await tab.At("#facts").InnerTextAsync(), StringComparison.Ordinal);
        tab.AssertQuiet();
    }

    [Fact]
    public async Task WhatTheCheckLeftOut_IsShownAsTextWithItsReason_AndAnAbstentionQuotesNothing()
    {
        const string Final = """
            {"query":"q","answer":"","abstained":true,"abstention":{"code":"unsupported_answer","reason":"Nothing.","language":"en"},
            "sentences":[],"citations":[],"answered_by":"extractive","dropped_sentences":2,
            "dropped":[{"text":"It <b id=evil>costs</b> 9 euros.","reason":"not_in_sources"},{"text":"It is blue.","reason":"no_answer"}],
            "unanswered":[],"degraded":["chat_unsupported"],"shards_asked":1,"shards_answered":1,"passages":[],"searched":[],"took_ms":1}
            """;
        await using Tab tab = await browser.OpenAsync("/#c=dropped");
        await AnswerAsync(tab, Final);
        await tab.AskAsync("What does it cost?");

        Assert.Equal("2\u00a0sentences left out", await tab.At("#dropped-title").InnerTextAsync());
        await tab.At("#dropped-title").ClickAsync();
        Assert.Equal(
            ["“It <b id=evil>costs</b> 9 euros.” not in the sources", "“It is blue.” in the sources, but no answer"],
            await tab.At("#dropped li").AllInnerTextsAsync()
        );
        Assert.Equal(
            ["What the chat model wrote is not in the sources, or does not answer"],
            await tab.At("#flags li").AllInnerTextsAsync()
        );
        await tab.ShootAsync("dropped");
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Copy_NamesTheSourcesByTheirPaths()
    {
        const string Final = """
            {"query":"q","answer":"Forty sacks.","abstained":false,"sentences":[{"text":"Forty sacks.","citations":["1","2","3"],"kind":"text"}],
            "citations":[
            {"id":"1","document_id":"a","chunk_id":"a-1-0","title":"Editions compared","uri":"docs/editions.md","start":0,"end":1,"quote":"F","score":1},
            {"id":"2","document_id":"b","chunk_id":"b-1-0","title":"Mill","uri":"docs/mill.md","line":7,"start":0,"end":1,"quote":"F","score":1},
            {"id":"3","document_id":"c","chunk_id":"c-1-0","title":"Tariff","uri":"tariff.pdf","page":2,"start":0,"end":1,"quote":"F","score":1}],
            "answered_by":"extractive","dropped_sentences":0,"dropped":[],"unanswered":[],"degraded":[],"shards_asked":1,"shards_answered":1,
            "passages":[],"searched":[],"took_ms":1}
            """;
        await using Tab tab = await browser.OpenAsync("/#c=copied");
        await tab.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await AnswerAsync(tab, Final);
        await tab.AskAsync(Samples.Question);
        await tab.At("#copy").ClickAsync();
        await tab.At("#copy", "Copied").WaitForAsync();

        Assert.Equal(
            "Forty sacks.\n\n[1] Editions compared, docs/editions.md\n[2] Mill, docs/mill.md:7\n[3] Tariff, tariff.pdf, page 2",
            await tab.Page.EvaluateAsync<string>("navigator.clipboard.readText()")
        );
        tab.AssertQuiet();
    }

    [Fact]
    public async Task ACollection_IsMadeInItsLanguage()
    {
        await using Tab tab = await browser.OpenAsync("/#c=main");
        await tab.At("#new-collection").ClickAsync();
        Assert.Equal("en", await tab.At("#collection-language").InputValueAsync());
        await tab.At("#collection-name").FillAsync("handbuch");
        await tab.At("#collection-language").SelectOptionAsync("German");
        await tab.ShootAsync("language");
        await tab.At("#collection-form [type=submit]").ClickAsync();
        await tab.At("#collection option:checked", "handbuch").WaitForAsync(new() { State = WaitForSelectorState.Attached });

        JsonNode made = JsonNode.Parse(await browser.Http.GetStringAsync("/api/v1/collections/handbuch"))!;
        Assert.Equal("de", (string)made["language"]!);
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Telephone_NeedsNoSidewaysScrolling()
    {
        await using Tab tab = await browser.OpenAsync("/#c=telephone", width: 375);
        Assert.True(await tab.OverflowAsync() <= 0, "The empty page is wider than the window.");
        await tab.UploadAsync(($"{new string('x', 120)}.md", Samples.Mill));
        await tab.AskAsync(Samples.Question);
        await tab.At("#answer .cite").First.ClickAsync();
        await tab.At("#source mark").WaitForAsync();

        Assert.True(await tab.OverflowAsync() <= 0, "The page with an answer is wider than the window.");
        tab.AssertQuiet();
    }

    private static Task AnswerAsync(Tab tab, string final) =>
        tab.Page.RouteAsync(
            "**/ask",
            route =>
                route.FulfillAsync(
                    new RouteFulfillOptions
                    {
                        ContentType = "text/event-stream",
                        Body = $"event: final_answer\ndata: {final.ReplaceLineEndings("")}\n\n",
                    }
                )
        );

    private async Task<JsonNode> AskServerAsync(string collection)
    {
        using HttpResponseMessage response = await browser.Http.PostAsJsonAsync(
            $"/api/v1/collections/{collection}/ask",
            new { query = Samples.Question }
        );
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
